/** Nothing in it may be assigned: what was checked stays as it was checked. */
export type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
