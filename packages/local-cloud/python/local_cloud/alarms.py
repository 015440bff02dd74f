"""Keeps all of what an alarm was created with; the emulator describes only a part of it."""

from xml.sax.saxutils import escape

from ministack.services import cloudwatch

_PARAMETERS = "CreatedWith"
# What the emulator describes itself, and what is no part of an alarm.
_NOT_REPEATED = {
    "Action",
    "Version",
    "Tags",
    "AlarmName",
    "MetricName",
    "Namespace",
    "Threshold",
    "ComparisonOperator",
    "EvaluationPeriods",
}


def install() -> None:
    put, describe = cloudwatch._put_metric_alarm, cloudwatch._describe_alarms

    def put_metric_alarm(params, cbor_data, is_cbor, is_json=False):
        answer = put(params, cbor_data, is_cbor, is_json)
        alarm = cloudwatch._alarms.get(cloudwatch._p(params, "AlarmName"))
        if alarm is not None:
            alarm[_PARAMETERS] = {name: cloudwatch._p(params, name) for name in params}
        return answer

    def describe_alarms(params, cbor_data, is_cbor, is_json=False):
        status, headers, body = describe(params, cbor_data, is_cbor, is_json)
        if is_cbor or is_json:
            return status, headers, body
        text = body.decode() if isinstance(body, bytes) else body
        for name, alarm in cloudwatch._alarms.items():
            element = f"<AlarmName>{escape(name)}</AlarmName>"
            text = text.replace(element, element + _xml(_tree(alarm.get(_PARAMETERS, {}))))
        return status, headers, text.encode()

    cloudwatch._put_metric_alarm = put_metric_alarm
    cloudwatch._describe_alarms = describe_alarms


def _tree(parameters: dict[str, str]) -> dict:
    """`Dimensions.member.1.Name=x` of the Query API as nested dictionaries."""
    tree: dict = {}
    for name, value in parameters.items():
        *path, last = name.split(".")
        if (path or [last])[0] in _NOT_REPEATED:
            continue
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
        branch[last] = value
    return tree


def _xml(tree: dict) -> str:
    parts = []
    for name, value in tree.items():
        if name == "member":
            parts += [f"<member>{_content(value[number])}</member>" for number in sorted(value, key=int)]
        else:
            parts.append(f"<{name}>{_content(value)}</{name}>")
    return "".join(parts)


def _content(value) -> str:
    return _xml(value) if isinstance(value, dict) else escape(value)
