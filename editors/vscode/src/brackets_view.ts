// The view "Open Brackets": a tree by provision, with a badge, and the count in the status bar.

import * as vscode from 'vscode';

import { asHeading, hasRightToLeft, isolated } from './direction';
import { Bracket, OpenBrackets, ProvisionBrackets } from './open_brackets';
import { asRange } from './references';

/** As many characters of a bracket as fit in a side bar. */
const TEXT_LIMIT = 80;
const RIGHT_TO_LEFT_LIMIT = 18;

type Node = { provision: ProvisionBrackets } | { bracket: Bracket };

export class BracketsView implements vscode.Disposable, vscode.TreeDataProvider<Node> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly tree: vscode.TreeView<Node>;
  private readonly status: vscode.StatusBarItem;
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly brackets: OpenBrackets) {
    this.tree = vscode.window.createTreeView('travaux.brackets', { treeDataProvider: this, showCollapseAll: true });
    this.status = vscode.window.createStatusBarItem('travaux.brackets', vscode.StatusBarAlignment.Right, 100);
    this.status.name = vscode.l10n.t('Open Brackets');
    this.status.command = 'travaux.brackets.focus';
    this.subscriptions = [this.changed, this.tree, this.status, brackets.onDidChange(() => this.update())];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  getChildren(parent?: Node): Node[] {
    if (!parent) {
      return (this.brackets.draft?.items ?? []).filter((it) => it.open > 0).map((provision) => ({ provision }));
    }
    return 'provision' in parent ? parent.provision.brackets.map((bracket) => ({ bracket })) : [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return 'provision' in node ? provisionItem(node.provision) : bracketItem(node.bracket);
  }

  private update(): void {
    const draft = this.brackets.draft;
    this.changed.fire(undefined);
    if (!draft) {
      this.tree.badge = undefined;
      this.status.hide();
      return;
    }
    const { open, cleanArticles, articles } = draft;
    const tooltip = open === 1 ? vscode.l10n.t('1 open bracket') : vscode.l10n.t('{0} open brackets', open);
    this.tree.badge = { value: open, tooltip };
    this.tree.message = open === 0 ? vscode.l10n.t('No bracket is open.') : '';
    const count =
      open === 1
        ? vscode.l10n.t('1 bracket · {0} of {1} articles clean', cleanArticles, articles)
        : vscode.l10n.t('{0} brackets · {1} of {2} articles clean', open, cleanArticles, articles);
    this.status.text = `$(symbol-array) ${count}`;
    this.status.show();
  }
}

function provisionItem(provision: ProvisionBrackets): vscode.TreeItem {
  const state = vscode.TreeItemCollapsibleState.Collapsed;
  const name = asHeading(provision.name ?? provision.address);
  const item = new vscode.TreeItem(isolated(name), state);
  item.id = `${provision.address} ${provision.range.start.line}`;
  // With the sign of the hints, so that the count is not read as a part of the article's number.
  item.description = [`${provision.open} × [ ]`, shortened(provision.title ?? '')].filter(Boolean).join(' · ');
  item.tooltip = [name, provision.title].filter(Boolean).join('. ');
  item.iconPath = new vscode.ThemeIcon('law', new vscode.ThemeColor('charts.yellow'));
  item.command = reveal(provision.range);
  return item;
}

/** A row that is too long is cut at its right end, where words from right to left begin, so their end is cut here. */
function shortened(title: string): string {
  const characters = [...title];
  const isLong = hasRightToLeft(title) && characters.length > RIGHT_TO_LEFT_LIMIT;
  return isolated(isLong ? `${characters.slice(0, RIGHT_TO_LEFT_LIMIT).join('').trim()}…` : title);
}

function bracketItem(bracket: Bracket): vscode.TreeItem {
  const text = bracket.text.replace(/\s+/gu, ' ').trim();
  const characters = [...text];
  const label = characters.length > TEXT_LIMIT ? `${characters.slice(0, TEXT_LIMIT).join('')}…` : text;
  const item = new vscode.TreeItem((hasRightToLeft(text) ? shortened(text) : label) || '[ ]');
  item.description = vscode.l10n.t('line {0}', bracket.range.start.line + 1);
  item.tooltip = text;
  item.iconPath = new vscode.ThemeIcon('symbol-array');
  item.command = reveal(bracket.range);
  return item;
}

function reveal(range: Bracket['range']): vscode.Command {
  return { command: 'travaux.reveal', title: vscode.l10n.t('Show in the Text'), arguments: [asRange(range)] };
}
