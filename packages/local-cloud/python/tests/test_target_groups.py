import asyncio

from tests.emulated_load_balancer import balance, elb, target_group


def test_a_group_in_use_is_refused_to_be_deleted():
    async def asking():
        group = await target_group("shop")
        await balance(Type="forward", TargetGroupArn=group)
        return await elb("DeleteTargetGroup", TargetGroupArn=group)

    refused = asyncio.run(asking())
    assert refused.status == 400
    assert b"<Code>ResourceInUse</Code>" in refused.body


def test_a_group_is_deleted_once_its_load_balancer_is():
    async def asking():
        group = await target_group("shop")
        listener = await balance(Type="forward", TargetGroupArn=group)
        balancer = listener.replace(":listener/", ":loadbalancer/").rpartition("/")[0]
        await elb("DeleteLoadBalancer", LoadBalancerArn=balancer)
        return await elb("DeleteTargetGroup", TargetGroupArn=group)

    assert asyncio.run(asking()).status == 200


def test_a_group_knows_the_load_balancer_whose_rule_forwards_to_it():
    async def asking():
        group = await target_group("shop")
        listener = await balance(Type="fixed-response", FixedResponseConfig_StatusCode=404)
        condition = {
            "Conditions_member_1_Field": "path-pattern",
            "Conditions_member_1_PathPatternConfig_Values_member_1": "/*",
        }
        action = {"Actions_member_1_Type": "forward", "Actions_member_1_TargetGroupArn": group}
        await elb("CreateRule", ListenerArn=listener, Priority=1, **condition, **action)
        return (await elb("DescribeTargetGroups")).body.decode()

    assert ":loadbalancer/app/shop/" in asyncio.run(asking())
