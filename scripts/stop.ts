import { stopCloud } from "@app/local-cloud";
import { command } from "./command";
import { cloudName, ROOT } from "./local";

/** `npm run stop`: ends everything that `npm start` started; the emulated account keeps what it holds. */
command(async () => {
  const stopped = await stopCloud({ root: ROOT, name: cloudName(), onProgress: console.log });
  console.log(stopped ? "stopped; `npm start` brings it back" : "nothing runs");
});
