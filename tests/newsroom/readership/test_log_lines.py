import json
from datetime import UTC, datetime

import pytest

from newsroom.readership.log_lines import FIELDS, BadLine, Lines

AT = datetime(2025, 1, 4, 17, 12, tzinfo=UTC)
COMBINED = (
    '192.0.2.1 - - [04/Jan/2025:19:12:00 +0200] "GET /world/2025/01/04/h/?a=b HTTP/2.0" 200 5120 "-" "Mozilla/5.0"'
)
CLOUDFLARE = {
    "ClientRequestMethod": "GET",
    "ClientRequestURI": "/world/2025/01/04/h/?a=b",
    "EdgeResponseStatus": 200,
    "ClientRequestUserAgent": "Mozilla/5.0",
    "EdgeStartTimestamp": 1736010720000000000,
}
FASTLY = {
    "timestamp": "2025-01-04T17:12:00Z",
    "url": "/world/2025/01/04/h/",
    "request_method": "GET",
    "response_status": "200",
    "request_user_agent": "Mozilla/5.0",
}


def read_line(line, **options):
    return Lines(**options).request(line)


@pytest.mark.parametrize("line", [COMBINED, json.dumps(CLOUDFLARE), json.dumps(FASTLY)])
@pytest.mark.parametrize("before", ["", "<134>2025-01-04T17:12:00Z cache-sjc3128 LogTest[62959]: "])
def test_line_of_each_shape_says_the_same(line, before):
    request = read_line(before + line)

    assert (request.at, request.method, request.path, request.status, request.agent) == (
        AT,
        "GET",
        "/world/2025/01/04/h/",
        200,
        "Mozilla/5.0",
    )


def test_common_format_has_no_agent():
    assert read_line(COMBINED.rsplit(' "-"', 1)[0]).agent is None


def test_letters_of_an_address_are_unquoted():
    line = COMBINED.replace("/h/", "/%D8%A7%D9%84/")

    assert read_line(line).path == "/world/2025/01/04/ال/"


def test_bytes_of_an_address_are_read_as_apache_and_nginx_write_them():
    line = COMBINED.replace("/h/", r"/\xD8\xA7%D9%84/")

    assert read_line(line).path == "/world/2025/01/04/ال/"


def test_quotes_in_an_agent_do_not_end_it():
    assert read_line(COMBINED.replace("Mozilla/5.0", r"Mozilla/5.0 \"x\"")).agent == r"Mozilla/5.0 \"x\""


def test_fields_may_have_other_names():
    row = {"when": "2025-01-04T17:12:00+00:00", "u": "/w/", "request_method": "GET", "status": 200}
    fields = {**FIELDS, "time": ("when",), "path": ("u",)}

    assert read_line(json.dumps(row), fields=fields).at == AT


def of_table(*lines, **options):
    log = Lines(**options)
    return [log.request(line) for line in lines]


def test_log_of_the_w3c_names_its_columns():
    names = "#Fields: date time c-ip cs-method cs(Host) cs-uri-stem sc-status cs(User-Agent)"
    told = ["2025-01-04", "17:12:00", "192.0.2.1", "GET", "d1.example", "/world/2025/01/04/%D8%A7/"]
    told += ["200", "Mozilla/5.0%20(X11)"]

    first, second, spaced, tabbed = of_table("#Version: 1.0", names, " ".join(told), "\t".join(told))

    assert (first, second, spaced == tabbed) == (None, None, True)
    assert (tabbed.at, tabbed.method, tabbed.path) == (AT, "GET", "/world/2025/01/04/ا/")
    assert (tabbed.status, tabbed.agent) == (200, "Mozilla/5.0 (X11)")


def test_agent_that_the_w3cs_format_leaves_out_is_none():
    names = "#Fields: date time cs-method cs-uri-stem sc-status cs(User-Agent)"

    assert of_table(names, "2025-01-04 17:12:00 GET /w/ 200 -")[1].agent is None


@pytest.mark.parametrize("separator", [",", "\t"])
def test_first_line_of_a_table_names_its_columns(separator):
    names = separator.join(CLOUDFLARE)
    values = separator.join(map(str, CLOUDFLARE.values())).replace("Mozilla/5.0", '"Mozilla/5.0, ""like"" Gecko"')

    first, request, again = of_table(names, values, names)

    assert (first, again) == (None, None)
    assert (request.at, request.status, request.agent) == (AT, 200, 'Mozilla/5.0, "like" Gecko')


def test_columns_may_be_told():
    values = ",".join(map(str, CLOUDFLARE.values()))

    assert of_table(values, columns=list(CLOUDFLARE))[0].at == AT


@pytest.mark.parametrize("line", ["GET", "GET,/w/,200,Mozilla/5.0,x", "GET,/w/,200,Mozilla/5.0,1736010720,more"])
def test_row_that_does_not_fit_its_table_is_refused(line):
    with pytest.raises(BadLine):
        of_table(",".join(CLOUDFLARE), line)


@pytest.mark.parametrize("value", [1736010720, "1736010720", 1736010720.0, 1736010720000, "1736010720000000"])
def test_moment_may_be_counted_in_any_part_of_a_second(value):
    assert read_line(json.dumps(CLOUDFLARE | {"EdgeStartTimestamp": value})).at == AT


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "{",
        "[1]",
        "{}",
        '{"a":' * 5000,
        COMBINED.replace("Jan", "Xyz"),
        COMBINED.replace("04/Jan", "41/Jan"),
        COMBINED.replace(" 200 ", " abc "),
        json.dumps(CLOUDFLARE | {"EdgeStartTimestamp": "2025-01-04T17:12:00"}),
        json.dumps(CLOUDFLARE | {"EdgeStartTimestamp": True}),
        json.dumps(CLOUDFLARE | {"EdgeStartTimestamp": "9" * 30}),
        json.dumps(CLOUDFLARE | {"EdgeResponseStatus": {}}),
        '1 - - [04/Jan/2025:19:12:00 +0200] "' + "\\" * 5000,
    ],
)
def test_line_that_is_no_request_is_refused(line):
    with pytest.raises(BadLine):
        read_line(line)
