"""Lets a load balancer answer under the names that Route 53 alias records give it, as it does behind real DNS."""

from ministack import app
from ministack.services import alb, route53


def _alias_target(host: str) -> str | None:
    name = host.split(":")[0].lower()
    for records in list(route53._records.values()):
        for record in records:
            if record.get("Type") == "A" and record.get("Name", "").rstrip(".").lower() == name:
                target = record.get("AliasTarget", {}).get("DNSName", "")
                return target.rstrip(".").removeprefix("dualstack.").lower() or None
    return None


def install() -> None:
    may_be_load_balancer = app._is_potential_alb_request
    find_load_balancer = alb.find_lb_for_host
    find_bucket = app._extract_s3_vhost_bucket

    def may_be(host: str, path: str) -> bool:
        return may_be_load_balancer(host, path) or _alias_target(host) is not None

    def find(host: str):
        return find_load_balancer(_alias_target(host) or host)

    def bucket(host: str) -> str | None:
        return None if _alias_target(host) else find_bucket(host)

    app._is_potential_alb_request = may_be
    # Any other name in front of a dot is taken for a bucket's.
    app._extract_s3_vhost_bucket = bucket
    alb.find_lb_for_host = find
