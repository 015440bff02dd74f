/** What a table says of a type, looked up once: plans hold few types, and many resources of each. */
export function byType<Known>(lookUp: (type: string) => Known): (type: string) => Known {
  const known = new Map<string, Known>();
  return (type) => {
    const remembered = known.get(type);
    if (remembered !== undefined || known.has(type)) return remembered as Known;
    const found = lookUp(type);
    known.set(type, found);
    return found;
  };
}
