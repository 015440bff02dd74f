export { identify, isRunning, type ProcessIdentity } from "./identity";
export { fileFolders, hasProc, list, processNumbers, processStat } from "./proc-stat";
