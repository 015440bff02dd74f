import {
  ensurePythonEnvironment as ensure,
  PythonEnvironmentError,
  type PythonEnvironmentOptions,
} from "@app/python-environment";
import { CloudError } from "../cloud-error";

/**
 * A virtual environment that holds exactly the pinned requirements. Returns its `bin` folder.
 * @throws CloudError where Python is missing or too old, or the packages cannot be installed.
 */
export async function ensurePythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  try {
    return await ensure(options);
  } catch (error) {
    if (error instanceof PythonEnvironmentError) throw new CloudError(error.message);
    throw error;
  }
}
