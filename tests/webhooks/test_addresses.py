"""Where events may be sent: what we can reach must not become what anybody can reach through us (SSRF)."""

from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from pytest_django import Settings

from fugong.core.webhooks.rules import may_be_reached, problem_with_address
from fugong.core.webhooks.sending import NoAnswer, send
from tests.webhooks.receiver import Receiver, receiving

HOSTS = ("erp.example.com", ".partner.example", "hooks.example.com:8443")


@pytest.mark.parametrize(
    "address",
    [
        "https://erp.example.com/hook", "https://erp.example.com:443/", "https://ERP.EXAMPLE.COM/x?key=1",
        "https://a.partner.example/", "https://hooks.example.com:8443/",
    ],
)  # fmt: skip
def test_addresses_of_allowed_hosts(address: str) -> None:
    assert problem_with_address(address, hosts=HOSTS) is None


@pytest.mark.parametrize(
    "address",
    [
        "", "erp.example.com", "http://erp.example.com/", "ftp://erp.example.com/", "file:///etc/passwd",
        "https://erp.example.com:8443/", "https://hooks.example.com/", "https://evil.example/",
        "https://erp.example.com@evil.example/", "https://user:word@erp.example.com/", "https://evil.example#erp.example.com",
        "https://erp.example.com.evil.example/", "https://partner.example/", "https://xpartner.example/",
        "https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/", "https://localhost/",
        "https://erp.example.com\\@evil.example/", "https://erp.example.com/\n", "https://erp.example.com/ x",
        "https://erp.example.com:x/", "https://erp.example.com:99999/", "https://例子.example/", "https://[",
        "https://erp.example.com/" + "x" * 500, "//erp.example.com/", "HTTPS:erp.example.com",
    ],
)  # fmt: skip
def test_all_other_addresses_are_refused(address: str) -> None:
    assert problem_with_address(address, hosts=HOSTS) is not None


def test_without_the_setting_nothing_is_allowed() -> None:
    assert problem_with_address("https://erp.example.com/", hosts=()) is not None


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_the_open_internet_may_be_reached(address: str) -> None:
    assert may_be_reached(ip_address(address), networks=())


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_inner_networks_may_not(address: str) -> None:
    assert not may_be_reached(ip_address(address), networks=())


def test_an_inner_network_may_be_reached_when_the_office_names_it() -> None:
    networks = (ip_network("10.20.0.0/16"),)

    assert may_be_reached(ip_address("10.20.1.1"), networks=networks)
    assert may_be_reached(ip_address("::ffff:10.20.1.1"), networks=networks)
    assert not may_be_reached(ip_address("10.21.1.1"), networks=networks)


# --- with a real server -------------------------------------------------------------------------------------------


def test_a_name_that_leads_inside_is_refused_though_the_name_is_allowed(receiver: Receiver, settings: Settings) -> None:
    settings.FUGONG_WEBHOOK_NETWORKS = ()
    with pytest.raises(NoAnswer, match="refused_address"):
        send(receiver.address, body=b"{}", headers={})
    assert not receiver.heard


def test_a_host_taken_off_the_list_is_refused_when_sending(receiver: Receiver, settings: Settings) -> None:
    settings.FUGONG_WEBHOOK_HOSTS = ()
    with pytest.raises(NoAnswer, match="refused_address"):
        send(receiver.address, body=b"{}", headers={})
    assert not receiver.heard


def test_a_certificate_nobody_vouches_for_is_refused(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(NoAnswer, match="tls"):
        send(receiver.address, body=b"{}", headers={})
    assert not receiver.heard


def test_a_receiver_that_hangs_does_not_hold_the_worker(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fugong.core.webhooks.sending.WHOLE_SECONDS", 0.5)
    receiver.answers = ["hang"]
    with pytest.raises(NoAnswer):
        send(receiver.address, body=b"{}", headers={})


def test_a_port_where_nobody_listens(receiver: Receiver, certificate: Path, settings: Settings) -> None:
    with receiving(certificate) as gone:
        port = gone.port
    settings.FUGONG_WEBHOOK_HOSTS = (f"localhost:{port}",)
    with pytest.raises(NoAnswer, match="unreachable"):
        send(f"https://localhost:{port}/", body=b"{}", headers={})
