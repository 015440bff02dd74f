"""Says that a hosted zone is not signed, which the provider asks before it empties a zone to delete it.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetDNSSEC.html
"""

import re
from http import HTTPStatus
from xml.etree.ElementTree import Element, SubElement

from ministack.services import route53

_GET_DNSSEC = re.compile(rf"^/{route53.API_VERSION}/hostedzone/([^/]+)/dnssec$")


def install() -> None:
    handle_request = route53.handle_request

    async def handle_signing_too(method, path, headers, body, query_params):
        asked = _GET_DNSSEC.match(path)
        if method == "GET" and asked:
            return _signing_of(asked[1])
        return await handle_request(method, path, headers, body, query_params)

    route53.handle_request = handle_signing_too


def _signing_of(zone_id: str) -> tuple:
    if zone_id not in route53._zones:
        message = f"No hosted zone found with ID: {zone_id}"
        return route53._error_response("NoSuchHostedZone", message, HTTPStatus.NOT_FOUND)
    return route53._xml_response("GetDNSSECResponse", _not_signing)


def _not_signing(response: Element) -> None:
    status = SubElement(response, "Status")
    SubElement(status, "ServeSignature").text = "NOT_SIGNING"
    SubElement(response, "KeySigningKeys")
