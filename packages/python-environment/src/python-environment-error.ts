/** Something that keeps the Python packages from being installed. The message says what and the remedy. */
export class PythonEnvironmentError extends Error {
  override readonly name = "PythonEnvironmentError";
}
