import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { clientSettings } from "../client-settings";

/** Which task definition succeeded, in the account: whoever deploys next, from wherever, runs what did not. */
export class SucceededRecord {
  private readonly ssm: SSMClient;

  constructor(
    private readonly parameterName: string,
    settings: ReturnType<typeof clientSettings>,
  ) {
    this.ssm = new SSMClient(settings);
  }

  async read(): Promise<string | undefined> {
    return (await this.ssm.send(new GetParameterCommand({ Name: this.parameterName }))).Parameter?.Value;
  }

  async write(taskDefinitionArn: string): Promise<void> {
    await this.ssm.send(
      new PutParameterCommand({ Name: this.parameterName, Value: taskDefinitionArn, Overwrite: true }),
    );
  }
}
