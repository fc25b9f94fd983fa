// The page of the positions view: the provision at the cursor, then the whole draft, then delegations by provision. An
// answer may lack any part: what is not there is not shown.

import { editor, element, holds, leadTo, main, Range } from './page';

interface Alternative {
  text?: string;
  for?: unknown[];
  against?: unknown[];
}

interface Place {
  range?: Range;
  address?: string;
  title?: string | null;
  for?: unknown[];
  against?: unknown[];
  alternatives?: Alternative[];
  arithmetic?: unknown;
}

interface Labels {
  filter: string;
  inFavour: string;
  against: string;
  here: string;
  all: string;
  nothing: string;
  table: string;
}

type Stance = 'for' | 'against' | 'both';

const SIGNS: Record<Stance, string> = { for: '+', against: '−', both: '±' };
/** More columns than these cannot be read in a side bar. */
const COLUMNS_LIMIT = 60;

let places: Place[] = [];
let labels: Labels | undefined;
let line = 0;
let wanted = '';

const filter = element('input', { type: 'search', dir: 'auto' });
const here = element('section');
const all = element('section');
const table = element('section');

filter.addEventListener('input', () => {
  wanted = filter.value.trim().toLocaleLowerCase();
  draw();
});

function draw(): void {
  if (!labels) {
    return;
  }
  const { here: hereTitle, all: allTitle, table: tableTitle, nothing } = labels;
  filter.placeholder = labels.filter;
  drawHere(hereTitle, nothing);
  const matching = places.filter((place) => matches(place));
  all.replaceChildren(element('h2', { dir: 'auto' }, allTitle), ...matching.map(card));
  table.replaceChildren(element('h2', { dir: 'auto' }, tableTitle), heatMap(matching));
}

function drawHere(title: string, nothing: string): void {
  const at = places.filter((place) => place.range && holds(place.range, line));
  const cards = at.length > 0 ? at.map(card) : [element('p', { className: 'nothing', dir: 'auto' }, nothing)];
  here.replaceChildren(element('h2', { dir: 'auto' }, title), ...cards);
}

function matches(place: Place): boolean {
  const names = [...sides(place).keys()];
  const texts = [place.address, place.title, ...names].filter((text): text is string => typeof text === 'string');
  return texts.some((text) => text.toLocaleLowerCase().includes(wanted));
}

function card(place: Place): HTMLElement {
  const heading = element('h3', { dir: 'auto', tabIndex: 0 }, [place.address, place.title].filter(Boolean).join('. '));
  if (place.range) {
    leadTo(heading, place.range);
  }
  const alternatives = [{ for: place.for ?? [], against: place.against ?? [] }, ...(place.alternatives ?? [])];
  return element('div', { className: 'card' }, heading, ...alternatives.flatMap(alternativeRows), ...sums(place.arithmetic));
}

function alternativeRows(alternative: Alternative): HTMLElement[] {
  const rows = alternative.text ? [element('blockquote', { dir: 'auto' }, alternative.text)] : [];
  return [...rows, ...side('for', alternative.for), ...side('against', alternative.against)];
}

function side(stance: 'for' | 'against', delegations: unknown[] | undefined): HTMLElement[] {
  if (!Array.isArray(delegations) || delegations.length === 0 || !labels) {
    return [];
  }
  const label = stance === 'for' ? labels.inFavour : labels.against;
  const row = element('p', { className: stance, dir: 'auto' }, element('b', {}, `${label} (${delegations.length}) `));
  for (const delegation of delegations) {
    const chip = element('bdi', { className: 'chip', title: details(delegation) }, name(delegation));
    const url = source(delegation);
    if (url) {
      chip.classList.add('link');
      chip.addEventListener('click', () => editor.postMessage({ kind: 'open', url }));
    }
    row.append(chip, ' ');
  }
  return [row];
}

/** The figures of a place: a row for each number or text. */
function sums(arithmetic: unknown): HTMLElement[] {
  if (typeof arithmetic !== 'object' || arithmetic === null) {
    return [];
  }
  const rows = Object.entries(arithmetic).filter(([, value]) => ['number', 'string'].includes(typeof value));
  return rows.length === 0
    ? []
    : [element('dl', {}, ...rows.flatMap(([key, value]) => [element('dt', {}, words(key)), element('dd', {}, String(value))]))];
}

function words(key: string): string {
  return key.replace(/([a-z])([A-Z])/gu, '$1 $2').replace(/_/gu, ' ').toLocaleLowerCase();
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function name(delegation: unknown): string {
  const { name: full, delegation: other, code } = record(delegation);
  return [delegation, full, other, code].find((it): it is string => typeof it === 'string') ?? '?';
}

function details(delegation: unknown): string {
  const { stance, forum, date, note } = record(delegation);
  return [stance, forum, date, note].filter((it) => typeof it === 'string').join(' · ');
}

function source(delegation: unknown): string | undefined {
  const { source: one, sources, url } = record(delegation);
  const first = record(Array.isArray(sources) ? sources[0] : one);
  return [url, first['url']].find((it): it is string => typeof it === 'string');
}

/** Returns the delegations of a place and where each stands. */
function sides(place: Place): Map<string, Stance> {
  const found = new Map<string, Stance>();
  const add = (stance: 'for' | 'against', delegations: unknown[] | undefined): void => {
    for (const delegation of Array.isArray(delegations) ? delegations : []) {
      const before = found.get(name(delegation));
      found.set(name(delegation), before && before !== stance ? 'both' : stance);
    }
  };
  for (const part of [place, ...(place.alternatives ?? [])]) {
    add('for', part.for);
    add('against', part.against);
  }
  return found;
}

function heatMap(rows: Place[]): HTMLElement {
  const stances = rows.map(sides);
  const counts = new Map<string, number>();
  for (const delegation of stances.flatMap((it) => [...it.keys()])) {
    counts.set(delegation, (counts.get(delegation) ?? 0) + 1);
  }
  const columns = [...counts].sort((one, other) => other[1] - one[1]).slice(0, COLUMNS_LIMIT).map(([column]) => column);
  const head = element('tr', {}, element('th'), ...columns.map((it) => element('th', { title: it }, element('bdi', {}, it))));
  const body = rows.map((place, index) => {
    const address = element('th', { tabIndex: 0, title: place.title ?? '' }, place.address ?? '');
    if (place.range) {
      leadTo(address, place.range);
    }
    return element('tr', {}, address, ...columns.map((column) => cell(stances[index]?.get(column))));
  });
  return element('div', { className: 'scroll' }, element('table', {}, element('thead', {}, head), element('tbody', {}, ...body)));
}

function cell(stance: Stance | undefined): HTMLElement {
  return element('td', { className: stance ?? '' }, stance ? SIGNS[stance] : '');
}

type Message = { kind: 'positions'; places: Place[]; labels: Labels } | { kind: 'cursor'; line: number };

addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.kind === 'positions') {
    ({ places, labels } = data);
    draw();
  } else if (data.line !== line) {
    line = data.line;
    if (labels) {
      drawHere(labels.here, labels.nothing);
    }
  }
});

main.append(filter, here, all, table);
editor.postMessage({ kind: 'ready' });
