"""The connections that the demo begins with work in every layer; among them are those of the eSuite (M-05, M-14)."""

from typing import Any

from config.demo import connections, content
from integrations.connections import catalogue
from integrations.connections.doctor import walking
from integrations.connections.types import Access, Certificate, Finding, Layer, StepState
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox


def test_what_the_demo_connects_works_in_every_layer(
    sandbox: Sandbox, sandbox_tenant: TenantRef, settings: Any
) -> None:
    settings.SANDBOX_SECRET = sandbox.secret
    seen: list[str] = []
    for municipality in content.municipalities():
        for connection in municipality["connections"]:
            wanted = connections._wanted(municipality["slug"], connection)
            kind = catalogue.known(wanted["system"])
            certificate = None
            if connection.get("certificate"):
                certificate = Certificate(*connections._pair("Zonnedam"))
            access = Access(
                address=wanted["address"],
                client_id=wanted["client_id"],
                secret=wanted["secret"],
                system=kind.key,
                authentication=kind.authentications[0],
                token_address=wanted.get("token_address", ""),
                profile=wanted["profile"] or kind.profiles[0],
                header=kind.header,
                scheme=kind.scheme,
                certificate=certificate,
            )

            report = walking.walk(access, tenant=sandbox_tenant)

            assert report.finding is Finding.WORKS, (municipality["slug"], connection)
            steps = {step.layer: step.state for step in report.steps}
            assert steps[Layer.CAPABILITIES] in {StepState.OK, StepState.ABSENT}, (
                municipality["slug"],
                connection,
            )
            seen.append(connection["stand_in"])
    assert {"zgw", "esuite", "esuite-klanten", "voorbeeldregister"} <= set(seen)
