import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface ScheduleAlarmsProps extends AlarmsProps {
  /** Queue of the runs that failed, see `ScheduledTask`. */
  readonly failuresQueueName: string;
}

/** The alarm on a scheduled command that could not be started or that failed. */
export class ScheduleAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: ScheduleAlarmsProps) {
    super(scope, id, props);
    this.messagesAlarm(
      "failures",
      props.failuresQueueName,
      "A run failed or could not be started. The messages of the queue say which and why; look at the log of that run, and purge the queue.",
    );
  }
}
