"""How each of AWS's services words that a parameter is not allowed: an error's code and its message.

Most answer in the words of the framework that their APIs share; beside each of the others stands where its words were
seen. AWS publishes codes, but few messages.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from local_cloud.api_models import Asked
from local_cloud.model_constraints import Constraint, Part, Place, Violation


class Refusal(NamedTuple):
    """The code and the message of an error."""

    code: str
    message: str


Wording = Callable[[Asked, Sequence[Violation]], Refusal]

_MUST: dict[Constraint, str] = {
    Constraint.REQUIRED: "Member must not be null",
    Constraint.ENUM: "Member must satisfy enum value set: {}",
    Constraint.PATTERN: "Member must satisfy regular expression pattern: {}",
    Constraint.MIN_LENGTH: "Member must have length greater than or equal to {}",
    Constraint.MAX_LENGTH: "Member must have length less than or equal to {}",
    Constraint.MIN_VALUE: "Member must have value greater than or equal to {}",
    Constraint.MAX_VALUE: "Member must have value less than or equal to {}",
}
# A plain list or map is named as a whole: https://github.com/getmoto/moto/blob/master/moto/config/exceptions.py
_MUST_OF_PART = {
    Part.ITSELF: "{}",
    Part.ELEMENT: "Member must satisfy constraint: [{}]",
    Part.KEY: "Map keys must satisfy constraint: [{}]",
    Part.VALUE: "Map value must satisfy constraint: [{}]",
}


def refusal(asked: Asked, found: Sequence[Violation]) -> Refusal:
    """In the words of the service that was asked. `found` is not empty."""
    return _WORDINGS.get(asked.service.service_name, _shared(_code_by_protocol))(asked, found)


def _shared(code: Callable[[Asked], str]) -> Wording:
    """The words of the framework.

    https://github.com/fluent-plugins-nursery/fluent-plugin-cloudwatch-logs/issues/223 shows several at once,
    https://github.com/pulumi/pulumi-aws/issues/2357 the place of an element.
    """

    def worded(asked: Asked, found: Sequence[Violation]) -> Refusal:
        number = f"{len(found)} validation error{'' if len(found) == 1 else 's'} detected: "
        return Refusal(code(asked), number + "; ".join(map(_sentence, found)))

    return worded


def _sentence(one: Violation) -> str:
    must = _MUST_OF_PART[one.part].format(_MUST[one.constraint].format(_limit(one.limit)))
    return f"Value{_shown(one)} at '{_path(one.place)}' failed to satisfy constraint: {must}"


def _shown(one: Violation) -> str:
    if one.constraint is Constraint.REQUIRED:
        return " null"
    return "" if one.shape.metadata.get("sensitive") else f" '{_plain(one.value)}'"


def _limit(limit: Any) -> str:
    return f"[{', '.join(limit)}]" if isinstance(limit, list) else str(limit)


def _plain(value: Any) -> str:
    """As Java writes it."""
    if isinstance(value, list):
        return f"[{', '.join(map(_plain, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}={_plain(entry)}' for key, entry in value.items())}}}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _path(place: Place) -> str:
    """`containerDefinitions.1.member.logConfiguration`: names begin small, elements count from 1."""
    return ".".join(f"{step + 1}.member" if isinstance(step, int) else step[:1].lower() + step[1:] for step in place)


def _named(place: Place, separator: str = ".") -> str:
    """`Tags.1.Key`: as query APIs write it."""
    return separator.join(str(step + 1) if isinstance(step, int) else step for step in place)


def _code_by_protocol(asked: Asked) -> str:
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
    return "ValidationError" if asked.protocol == "query" else "ValidationException"


def _code_of_ecs(asked: Asked) -> str:
    # Which of the two an operation has: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html
    return "ClientException" if asked.operation.name == "RegisterTaskDefinition" else "InvalidParameterException"


def _of_ec2(asked: Asked, found: Sequence[Violation]) -> Refusal:
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    # The messages: https://github.com/tungbq/devops-basics/issues/1
    one = found[0]
    name = _named(one.place)
    if one.constraint is Constraint.REQUIRED:
        return Refusal("MissingParameter", f"The request must contain the parameter {name}")
    name = name[:1].lower() + name[1:]
    must = _MUST[one.constraint].format(_limit(one.limit))
    return Refusal("InvalidParameterValue", f"Value ({_plain(one.value)}) for parameter {name} is invalid. {must}")


def _of_ecr(asked: Asked, found: Sequence[Violation]) -> Refusal:
    # https://github.com/jenkins-x/jx/issues/1344, https://github.com/aws/aws-dotnet-deploy/issues/549
    one = found[0]
    limit = f"'{one.limit}'" if one.constraint is Constraint.PATTERN else _limit(one.limit)
    must = _MUST[one.constraint].removeprefix("Member ").replace(" pattern: ", " ").format(limit)
    message = f"Invalid parameter at '{_path(one.place)}' failed to satisfy constraint: '{must}'"
    return Refusal("InvalidParameterException", message)


def _of_databases_and_caches(asked: Asked, found: Sequence[Violation]) -> Refusal:
    # https://github.com/terraform-aws-modules/terraform-aws-rds/pull/210
    one = found[0]
    if one.constraint is Constraint.REQUIRED:
        message = f"The parameter {_named(one.place)} must be provided and must not be blank."
        return Refusal("InvalidParameterValue", message)
    return Refusal("InvalidParameterValue", _sentence(one))


def _of_sns(asked: Asked, found: Sequence[Violation]) -> Refusal:
    # https://github.com/sul-dlss/dlme/issues/432, https://github.com/wellcomecollection/platform/issues/1107
    one = found[0]
    reason = "no value for required parameter" if one.constraint is Constraint.REQUIRED else _sentence(one)
    return Refusal("InvalidParameter", f"Invalid parameter: {_named(one.place)} Reason: {reason}")


def _of_sqs(asked: Asked, found: Sequence[Violation]) -> Refusal:
    # https://github.com/danbooru/danbooru/issues/3151
    one = found[0]
    if one.constraint is Constraint.REQUIRED:
        return Refusal("MissingParameter", f"The request must contain the parameter {_named(one.place)}.")
    return Refusal("InvalidParameterValue", _sentence(one))


def _of_route53(asked: Asked, found: Sequence[Violation]) -> Refusal:
    """A body is held against an XML schema.

    https://github.com/hashicorp/terraform-provider-aws/pull/7606, and the words of Xerces:
    https://github.com/apache/xerces2-j/blob/trunk/src/org/apache/xerces/impl/msg/XMLSchemaMessages.properties
    """
    one = found[0]
    value, limit = _plain(one.value), _limit(one.limit)
    facet = f"is not facet-valid with respect to {{}} '{limit}' for type '{one.shape.name}'."
    long = f"with length = '{len(value)}' {facet}"
    worded = {
        Constraint.REQUIRED: f"cvc-complex-type.2.4.b: The content is not complete. '{_named(one.place)}' is expected.",
        Constraint.ENUM: f"cvc-enumeration-valid: Value '{value}' is not facet-valid with respect to enumeration "
        f"'{limit}'. It must be a value from the enumeration.",
        Constraint.PATTERN: f"cvc-pattern-valid: Value '{value}' {facet.format('pattern')}",
        Constraint.MIN_LENGTH: f"cvc-minLength-valid: Value '{value}' {long.format('minLength')}",
        Constraint.MAX_LENGTH: f"cvc-maxLength-valid: Value '{value}' {long.format('maxLength')}",
        Constraint.MIN_VALUE: f"cvc-minInclusive-valid: Value '{value}' {facet.format('minInclusive')}",
        Constraint.MAX_VALUE: f"cvc-maxInclusive-valid: Value '{value}' {facet.format('maxInclusive')}",
    }
    return Refusal("InvalidInput", f"Invalid XML ; {worded[one.constraint]}")


def _of_s3(asked: Asked, found: Sequence[Violation]) -> Refusal:
    # https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    one = found[0]
    member = asked.operation.input_shape.members[one.place[0]]
    if member.is_not_bound_to_body:
        return Refusal("InvalidArgument", _sentence(one))
    message = "The XML you provided was not well-formed or did not validate against our published schema"
    return Refusal("MalformedXML", message)


def _always(code: str) -> Callable[[Asked], str]:
    return lambda _: code


_WORDINGS: dict[str, Wording] = {
    # https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html
    "codebuild": _shared(_always("InvalidInputException")),
    "ec2": _of_ec2,
    "ecr": _of_ecr,
    "ecs": _shared(_code_of_ecs),
    "elasticache": _of_databases_and_caches,
    # https://github.com/awslabs/aws-embedded-metrics-java/issues/65
    "logs": _shared(_always("InvalidParameterException")),
    "rds": _of_databases_and_caches,
    # https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
    "resourcegroupstaggingapi": _shared(_always("InvalidParameterException")),
    "route53": _of_route53,
    "s3": _of_s3,
    # https://github.com/aws/aws-sdk-java/issues/1973
    "servicediscovery": _shared(_always("InvalidInput")),
    "sns": _of_sns,
    "sqs": _of_sqs,
}
