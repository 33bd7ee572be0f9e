import pytest

from tests.certificates import certified_localhost


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    return certified_localhost(tmp_path_factory.mktemp("tls"))
