/** What reads from what: every node, upstream ones first. */
export interface LayerNode {
  readonly id: string;
  readonly readsFrom: readonly string[];
}

export interface Place {
  readonly column: number;
  readonly row: number;
}

export interface Layers {
  /** Of every node. */
  readonly places: ReadonlyMap<string, Place>;
  /** The places that the line of each read goes through, from the upstream node to the one that reads. */
  readonly lines: readonly { readonly from: string; readonly to: string; readonly stops: readonly Place[] }[];
  readonly columns: number;
  readonly rows: number;
}

const SWEEPS = 4;

/** A cell of the grid: a node, or where a long line passes a column on its way. */
interface Cell {
  readonly column: number;
  row: number;
  readonly upstream: Cell[];
  readonly downstream: Cell[];
}

/** Arranges nodes in columns by how far upstream they stand, so that lines are short and pass through no node. */
export function layers(nodes: readonly LayerNode[]): Layers {
  const cells = new Map<string, Cell>();
  const all: Cell[] = [];
  const cell = (column: number): Cell => {
    const created: Cell = { column, row: 0, upstream: [], downstream: [] };
    all.push(created);
    return created;
  };
  // Lines from one node run together until they part.
  const passing = new Map<string, Cell>();
  const pass = (from: string, column: number): Cell => {
    const key = `${column} ${from}`;
    const known = passing.get(key) ?? cell(column);
    passing.set(key, known);
    return known;
  };
  const lines: { from: string; to: string; stops: Cell[] }[] = [];
  for (const { id, readsFrom } of nodes) {
    // What stands later in the order closes a circle and is left out of the columns.
    const known = [...new Set(readsFrom)].flatMap((from) => {
      const upstream = cells.get(from);
      return upstream ? [{ from, upstream }] : [];
    });
    const own = cell(1 + Math.max(-1, ...known.map(({ upstream }) => upstream.column)));
    for (const { from, upstream } of known) {
      const stops = [upstream];
      for (let column = upstream.column + 1; column < own.column; column++) stops.push(pass(from, column));
      stops.push(own);
      for (const [index, stop] of stops.slice(1).entries()) {
        stop.upstream.push(stops[index] as Cell);
        (stops[index] as Cell).downstream.push(stop);
      }
      lines.push({ from, to: id, stops });
    }
    cells.set(id, own);
  }
  const columns = Math.max(0, ...all.map(({ column }) => column + 1));
  const byColumn = Array.from({ length: columns }, (_, column) => all.filter((one) => one.column === column));
  const rows = Math.max(0, ...byColumn.map(({ length }) => length));
  for (const column of byColumn) spread(column, rows);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of byColumn) arrange(column, rows, ({ upstream }) => upstream);
    for (const column of [...byColumn].reverse()) arrange(column, rows, ({ downstream }) => downstream);
  }
  return { places: cells, lines, columns, rows };
}

/** Orders a column by where the neighbours of its cells stand. */
function arrange(column: Cell[], rows: number, neighbours: (cell: Cell) => readonly Cell[]): void {
  const middle = new Map(
    column.map((cell) => {
      const around = neighbours(cell);
      return [cell, around.length === 0 ? cell.row : around.reduce((sum, { row }) => sum + row, 0) / around.length];
    }),
  );
  column.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
  spread(column, rows);
}

/** Puts a column in the middle of the height of all. */
function spread(column: readonly Cell[], rows: number): void {
  for (const [index, cell] of column.entries()) cell.row = index + (rows - column.length) / 2;
}
