import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Provider, placeIn, placesOf, REGISTRY_HOST } from "./provider-mirrors";

/**
 * One mirror of links to the providers that are needed, whichever mirrors hold them. Other runs may use it at the same
 * time: what is right stays untouched, and what is not is replaced at once.
 * @returns The configuration of Terraform that names it.
 */
export function writeMirror(folder: string, mirrors: readonly string[], providers: readonly Provider[]): string {
  mkdirSync(folder, { recursive: true });
  // The real path: checkouts that share the folder by a link must not write each other's, which may go.
  const mirror = join(realpathSync(folder), "mirror");
  for (const provider of providers) {
    for (const source of mirrors) {
      const place = placeIn(source, provider);
      if (place === undefined) continue;
      // The real path: a mirror that was found may itself consist of links, even into the one that is written here.
      const target = realpathSync(join(source, place));
      for (const other of placesOf(provider)) {
        const link = join(mirror, REGISTRY_HOST, other);
        if (other === place) replaceLink(link, target, join(folder, `link.${process.pid}`));
        else rmSync(link, { force: true, recursive: true });
      }
      break;
    }
  }
  const file = join(folder, "terraform.rc");
  const text = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
  replaceFile(file, text);
  return file;
}

function replaceLink(link: string, target: string, unfinished: string): void {
  mkdirSync(dirname(link), { recursive: true });
  // Somebody put the provider itself there.
  if (join(realpathSync(dirname(link)), basename(link)) === target) return;
  const status = lstatSync(link, { throwIfNoEntry: false });
  if (status?.isSymbolicLink() && readlinkSync(link) === target) return;
  if (status?.isDirectory()) rmSync(link, { recursive: true });
  rmSync(unfinished, { force: true });
  symlinkSync(target, unfinished);
  renameSync(unfinished, link);
}

function replaceFile(file: string, text: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() && readFileSync(file, "utf8") === text) return;
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}
