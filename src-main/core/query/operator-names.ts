/** Operators of the query language, as they are written before a colon. See docs/queries.md. */
const operatorNames = [
  ...(['folder', 'camera', 'lens', 'name', 'person', 'tag', 'type', 'shape'] as const),
  ...(['is', 'rating', 'iso', 'color', 'colour'] as const),
  ...(['on', 'during', 'every', 'before', 'after', 'since', 'until', 'in', 'near', 'area', 'not', 'ignore'] as const),
] as const;
export type OperatorName = (typeof operatorNames)[number];

const names: ReadonlySet<string> = new Set(operatorNames);

export function isOperatorName(name: string): name is OperatorName {
  return names.has(name);
}
