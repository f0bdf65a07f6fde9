"""``govrank channels import|list|check``."""

from tests.builders.files import write_csv

HEADER = ("渠道名称", "类型", "别名", "权重")


def test_channels_come_from_csv_or_toml(office, govrank):
    """Both forms give the same channels; importing again changes nothing."""
    write_csv(office / "c.csv", HEADER, [("甲报", "客户端", "甲报客户端", "0.8")])
    (office / "c.toml").write_text(
        '[[channels]]\nname = "甲报"\ntype = "client"\naliases = ["甲报客户端"]\nweight = 0.8\n',
        encoding="utf-8",
    )
    assert govrank("channels", "import", "c.csv", "--json").json["files"][0]["accepted"] == 1
    again = govrank("channels", "import", "c.toml", "--json").json["files"][0]
    assert (again["accepted"], again["duplicate"]) == (0, 1)
    listed = govrank("channels", "list", "--json").json
    assert listed == [
        {
            "channel_id": "client:甲报",
            "name": "甲报",
            "type": "client",
            "tier": None,
            "weight": 0.8,
            "aliases": ["甲报客户端"],
            "merged": [],
        }
    ]


def test_faults_name_their_rows(office, govrank):
    """An unknown type and a bad weight are refused together."""
    path = write_csv(
        office / "c.csv", HEADER, [("甲报", "电台", "", ""), ("乙报", "网站", "", "x")]
    )
    run = govrank("channels", "import", path)
    assert run.code == 1
    assert "row 2: type '电台'" in run.err
    assert "row 3: weight 'x'" in run.err
    assert govrank("channels", "list", "--json").json == []


def test_check_shows_a_name_two_channels_share(office, govrank):
    """A client and a site of one name are told, since a reprint may mean either."""
    rows = [("甲报", "客户端", "", ""), ("甲报", "网站", "", "")]
    govrank("channels", "import", write_csv(office / "c.csv", HEADER, rows))
    run = govrank("channels", "check", "--strict", "--json")
    assert run.code == 3
    assert run.json[0]["finding"].endswith("client:甲报, website:甲报")
    assert govrank("channels", "check").code == 0
