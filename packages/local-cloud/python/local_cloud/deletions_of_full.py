"""Says in AWS's words that a repository or a hosted zone is not deleted while something is in it.

The emulator refuses both, in words of its own.
https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html and
https://github.com/nitrictech/cli/issues/273; https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html
and https://github.com/rebuy-de/aws-nuke/issues/215
"""

from http import HTTPStatus

from ministack.core.responses import error_response_json, get_account_id
from ministack.services import ecr, route53

_ZONE = "The specified hosted zone contains non-required resource record sets and so cannot be deleted."


def install() -> None:
    delete_repository, delete_hosted_zone = ecr._delete_repository, route53._delete_hosted_zone

    def delete_empty_repository(data):
        name = data.get("repositoryName", "")
        if name in ecr._repositories and ecr._images.get(name) and not data.get("force"):
            message = (
                f"The repository with name '{name}' in registry with id '{get_account_id()}' "
                "cannot be deleted because it still contains images"
            )
            return error_response_json("RepositoryNotEmptyException", message, HTTPStatus.BAD_REQUEST)
        return delete_repository(data)

    def delete_empty_hosted_zone(zone_id):
        zone = route53._zones.get(zone_id)
        if zone and any(not _is_required(record, zone) for record in route53._records.get(zone_id, [])):
            return route53._error_response("HostedZoneNotEmpty", _ZONE)
        return delete_hosted_zone(zone_id)

    ecr._delete_repository = delete_empty_repository
    route53._delete_hosted_zone = delete_empty_hosted_zone


def _is_required(record, zone) -> bool:
    return record["Type"] in ("SOA", "NS") and record["Name"] == zone["name"]
