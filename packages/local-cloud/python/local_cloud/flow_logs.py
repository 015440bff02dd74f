"""Keeps what the emulator forgets about a flow log, so that Terraform sees no difference after a deploy."""

from xml.sax.saxutils import escape

from ministack.services import ec2

_KEPT = {"DeliverLogsPermissionArn": "deliverLogsPermissionArn", "LogFormat": "logFormat"}
_DEFAULT_INTERVAL_SECONDS = "600"


def install() -> None:
    create, describe = ec2._ACTION_MAP["CreateFlowLogs"], ec2._ACTION_MAP["DescribeFlowLogs"]

    def create_flow_logs(params):
        before = set(ec2._flow_logs.keys())
        answer = create(params)
        for identifier in set(ec2._flow_logs.keys()) - before:
            log = ec2._flow_logs[identifier]
            log.update({name: ec2._p(params, name) for name in _KEPT})
            log["MaxAggregationInterval"] = ec2._p(params, "MaxAggregationInterval") or _DEFAULT_INTERVAL_SECONDS
            group = ec2._p(params, "LogGroupName")
            log["LogGroupName"] = group or log["LogDestination"].rpartition(":log-group:")[2].removesuffix(":*")
            _tag(params, identifier)
        return answer

    def describe_flow_logs(params):
        status, headers, body = describe(params)
        text = body.decode() if isinstance(body, bytes) else body
        for log in ec2._flow_logs.values():
            identifier = f"<flowLogId>{log['FlowLogId']}</flowLogId>"
            text = text.replace(identifier, identifier + _kept_fields(log))
        return status, headers, text.encode() if isinstance(body, bytes) else text

    ec2._ACTION_MAP.update(CreateFlowLogs=create_flow_logs, DescribeFlowLogs=describe_flow_logs)


def _kept_fields(log) -> str:
    fields = {element: log.get(name) for name, element in _KEPT.items()}
    fields["maxAggregationInterval"] = log.get("MaxAggregationInterval")
    fields["logGroupName"] = log.get("LogGroupName")
    return "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items() if value)


def _tag(params, identifier: str) -> None:
    """The EC2 API tags a flow log under the type `vpc-flow-log`, which the emulator does not look for."""
    ec2._parse_tag_specs(params, "vpc-flow-log", identifier)
