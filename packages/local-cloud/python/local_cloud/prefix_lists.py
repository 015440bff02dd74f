"""Keeps the prefix list of a security group rule, which the emulator forgets: two such rules became one."""

from xml.sax.saxutils import escape

from ministack.services import ec2


def install() -> None:
    parse, render = ec2._parse_ip_permissions, ec2._sg_rule_xml

    def parse_ip_permissions(params, prefix):
        rules = parse(params, prefix)
        for number, rule in enumerate(rules, start=1):
            rule["PrefixListIds"] = list(_prefix_lists(params, f"{prefix}.{number}.PrefixListIds"))
        return rules

    def sg_rule_xml(sg_id, rule, is_egress=False):
        text = render(sg_id, rule, is_egress)
        for entry in rule.get("PrefixListIds", []):
            text = text.replace("<isEgress>", f"<prefixListId>{escape(entry['PrefixListId'])}</prefixListId><isEgress>")
        return text

    ec2._parse_ip_permissions = parse_ip_permissions
    ec2._sg_rule_xml = sg_rule_xml


def _prefix_lists(params, prefix: str):
    number = 1
    while identifier := ec2._p(params, f"{prefix}.{number}.PrefixListId"):
        description = ec2._p(params, f"{prefix}.{number}.Description")
        yield {"PrefixListId": identifier, **({"Description": description} if description else {})}
        number += 1
