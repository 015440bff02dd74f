/** Reads a description's file. */
export function loadModule(path: string, _file: string): { readonly default?: unknown } {
  return require(path);
}
