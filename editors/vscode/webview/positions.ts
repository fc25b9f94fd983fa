// The page of the positions view: the places at the cursor, then the whole draft, then delegations by provision. An answer
// may lack any part: what is not there is not shown.

import { asHeading, editor, element, leadTo, main, Range } from './page';

interface Position {
  delegation?: string;
  name?: string;
  side?: string;
  stance?: string;
  date?: string | null;
  record?: { uri: string; line: number } | null;
}

interface Alternative {
  text?: string | null;
  positions?: Position[];
  /** States by side, and figures. */
  arithmetic?: Record<string, unknown>;
}

interface Place {
  range?: Range | null;
  address?: string;
  name?: string;
  title?: string | null;
  alternatives?: Alternative[];
  leastOpposed?: number | null;
}

/** The page's words: `sides` and `figures` by the names that the server has for them. */
interface Labels {
  filter: string;
  here: string;
  all: string;
  nothing: string;
  table: string;
  leastOpposed: string;
  sides: Record<string, string>;
  figures: Record<string, string>;
}

const SIGNS: Record<string, string> = { for: '+', against: '−', reserved: '?', neutral: '·' };
/** More columns than these cannot be read in a side bar. */
const COLUMNS_LIMIT = 60;

let places: Place[] = [];
let placesHere: Place[] = [];
let labels: Labels | undefined;
let wanted = '';

const filter = element('input', { type: 'search', dir: 'auto' });
const here = element('section');
const all = element('section');
const table = element('section');

filter.addEventListener('input', () => {
  wanted = filter.value.trim().toLocaleLowerCase();
  drawAll();
});

function drawAll(): void {
  if (!labels) {
    return;
  }
  filter.placeholder = labels.filter;
  // A draft on which nobody has taken a position has no overview.
  filter.hidden = all.hidden = table.hidden = places.length === 0;
  const matching = places.filter(matches);
  all.replaceChildren(element('h2', { dir: 'auto' }, labels.all), ...matching.map(card));
  table.replaceChildren(element('h2', { dir: 'auto' }, labels.table), heatMap(matching));
}

function drawHere(): void {
  if (labels) {
    const nothing = element('p', { className: 'nothing', dir: 'auto' }, labels.nothing);
    const cards = placesHere.length > 0 ? placesHere.map(card) : [nothing];
    here.replaceChildren(element('h2', { dir: 'auto' }, labels.here), ...cards);
  }
}

function positionsOf(place: Place): Position[] {
  return (place.alternatives ?? []).flatMap((alternative) => alternative.positions ?? []);
}

function nameOfPlace(place: Place): string {
  return asHeading(place.name ?? place.address ?? '');
}

function nameOf(position: Position): string {
  return position.name ?? position.delegation ?? '?';
}

function matches(place: Place): boolean {
  const texts = [place.address, place.name, place.title, ...positionsOf(place).flatMap((it) => [it.name, it.delegation])];
  return texts.some((text) => typeof text === 'string' && text.toLocaleLowerCase().includes(wanted));
}

function card(place: Place): HTMLElement {
  const title = [nameOfPlace(place), place.title].filter(Boolean).join('. ');
  const heading = element('h3', { dir: 'auto', tabIndex: 0, title: place.address ?? '' }, title);
  if (place.range) {
    leadTo(heading, place.range);
  }
  const rows = (place.alternatives ?? []).flatMap((it, index) => alternativeRows(it, index === place.leastOpposed));
  return element('div', { className: 'card' }, heading, ...rows);
}

function alternativeRows(alternative: Alternative, isLeastOpposed: boolean): HTMLElement[] {
  const positions = alternative.positions ?? [];
  const rows: HTMLElement[] = [];
  if (alternative.text) {
    rows.push(element('blockquote', { dir: 'auto' }, alternative.text));
  }
  if (isLeastOpposed && labels) {
    rows.push(element('p', { className: 'nothing', dir: 'auto' }, labels.leastOpposed));
  }
  for (const side of new Set(positions.map((it) => it.side ?? ''))) {
    rows.push(sideRow(side, positions.filter((it) => (it.side ?? '') === side)));
  }
  return [...rows, ...figures(alternative.arithmetic)];
}

function sideRow(side: string, positions: Position[]): HTMLElement {
  const label = element('b', {}, `${labels?.sides[side] ?? side} (${positions.length}) `);
  const row = element('p', { className: SIGNS[side] ? side : '', dir: 'auto' }, label);
  for (const position of positions) {
    row.append(chip(position), ' ');
  }
  return row;
}

function chip(position: Position): HTMLElement {
  const title = [position.stance, position.date].filter(Boolean).join(' · ');
  const made = element('bdi', { className: 'chip', title }, nameOf(position));
  const { record } = position;
  if (record) {
    made.classList.add('link');
    made.addEventListener('click', () => editor.postMessage({ kind: 'record', ...record }));
  }
  return made;
}

/** The numbers of States by side, and how far the words are from agreement. */
function figures(arithmetic: Record<string, unknown> = {}): HTMLElement[] {
  const rows = Object.entries(arithmetic).flatMap(([key, value]) => {
    const label = labels?.figures[key];
    const number = Array.isArray(value) ? value.length : value;
    return label && typeof number === 'number' ? [element('dt', {}, label), element('dd', {}, String(number))] : [];
  });
  return rows.length === 0 ? [] : [element('dl', { dir: 'auto' }, ...rows)];
}

function heatMap(rows: Place[]): HTMLElement {
  const counts = new Map<string, number>();
  for (const position of rows.flatMap(positionsOf)) {
    counts.set(nameOf(position), (counts.get(nameOf(position)) ?? 0) + 1);
  }
  const columns = [...counts].sort((one, other) => other[1] - one[1]).slice(0, COLUMNS_LIMIT).map(([column]) => column);
  const head = element('tr', {}, element('th'), ...columns.map((it) => element('th', { title: it }, element('bdi', {}, it))));
  const body = rows.map((place) => {
    const name = element('th', { tabIndex: 0, title: place.title ?? '', dir: 'auto' }, nameOfPlace(place));
    if (place.range) {
      leadTo(name, place.range);
    }
    const positions = positionsOf(place);
    return element('tr', {}, name, ...columns.map((column) => cell(positions.filter((it) => nameOf(it) === column))));
  });
  return element('div', { className: 'scroll' }, element('table', {}, element('thead', {}, head), element('tbody', {}, ...body)));
}

/** A delegation may stand on several sides of one place: for one alternative and against the other. */
function cell(positions: Position[]): HTMLElement {
  const sides = [...new Set(positions.map((it) => it.side ?? ''))];
  const [side = ''] = sides;
  return element('td', { className: sides.length > 1 ? 'both' : side }, sides.map((it) => SIGNS[it] ?? '').join(''));
}

type Message = { kind: 'positions'; places: Place[]; labels: Labels } | { kind: 'here'; places: Place[] };

addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.kind === 'positions') {
    ({ places, labels } = data);
    drawAll();
  } else {
    placesHere = data.places;
  }
  drawHere();
});

main.append(filter, here, all, table);
editor.postMessage({ kind: 'ready' });
