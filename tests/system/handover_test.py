"""What a dossier carries to other systems: nine fields, result codes, the procedure's papers, portal.json; what is refused."""
import json
import signal

import rig
from rig import INPUT, NEEDS_REVIEW, SAMPLES, SETUP, schema_problems

MINIMUM = [
    "ma_loai_giay_to", "so_dinh_danh", "ten_giay_to", "so_ky_hieu", "ngay_cap", "co_quan_cap", "trich_yeu",
    "thoi_han_hieu_luc", "pham_vi_hieu_luc",
]
SLIP, DECLARATION = SAMPLES / "giay_tiep_nhan_1.jpg", SAMPLES / "to_khai_khai_sinh_1-1.jpg"
RULES = """
law = "Thử"
valid_from = 2020-01-01
[receipt]
kinds = ["%s"]
[receipt.fields]
[[rules]]
id = "thu"
reason = "secret"
refuse = true
text = ["%s"]
"""


def codes_of(dossier):
    return [document["result_code"] for document in dossier["documents"]]


class Handover(rig.Rig):
    def with_settings(self, text):
        """The settings of the class and these; the tables must be others."""
        own = self.folder / "own.toml"
        own.write_text(self.settings.read_text().replace('"authority/', f'"{self.shared}/authority/') + text)
        self.settings = own

    def with_rules(self, receipt="khong_co", secret="Không có câu này"):
        (self.folder / "rules").mkdir(exist_ok=True)
        (self.folder / "rules/rules.toml").write_text(RULES % (receipt, secret))
        self.with_settings('[forms]\nrules = "rules"\n')

    def ledger(self):
        lines = (self.storage / ".sohoa/result-codes").read_text().splitlines()
        return [line.split("\t")[4] for line in lines]

    def assert_schema(self, value, name):
        schema = json.loads((rig.PROJECT / "models/schemas" / name).read_text())
        self.assertEqual([], schema_problems(value, schema, schema))

    def test_a_dossier_tells_of_its_procedure_and_carries_the_portals_json(self):
        """R18, R27, R28, R30: the slip names the procedure, and is no component of it."""
        self.digitize(SLIP, DECLARATION, SAMPLES / "quyet_dinh_1.pdf", code=NEEDS_REVIEW)
        folder, dossier = self.dossier()
        truth = json.loads((SAMPLES / "giay_tiep_nhan_1.json").read_text())["fields"]
        self.assert_schema(dossier, "dossier.schema.json")
        self.assertEqual(truth["ma_ho_so"], dossier["receipt"]["dossier_code"])
        procedure = dossier["procedure"]
        self.assertEqual(truth["ma_tthc"], procedure["code"])
        self.assertEqual([1], procedure["receipts"])
        self.assertEqual([3], procedure["others"])
        components = {item["id"]: item for item in procedure["components"]}
        self.assertEqual([2], components["to_khai"]["documents"])
        self.assertTrue(components["giay_chung_sinh"]["missing"])
        self.assertFalse(procedure["counts_as_digitized"], "there is no result")
        self.assertIn("component_missing", rig.reasons_of(dossier))
        portal = json.loads((folder / "data/portal.json").read_bytes())
        self.assert_schema(portal, "portal.schema.json")
        self.assertEqual(truth["ma_ho_so"], portal["MaHoSo"])
        self.assertEqual(truth["ho_ten"], portal["ChuHoSo"])
        self.assertEqual(truth["ngay_tiep_nhan"].replace("-", "") + truth["gio_tiep_nhan"].replace(":", "") + "00", portal["NgayTiepNhan"])
        self.assertEqual(["pdf/002.pdf"], [paper["DuongDanTaiTepTin"] for paper in portal["TaiLieuNop"]])
        for document in dossier["documents"]:
            fields = json.loads((folder / "data" / document["fields"]).read_bytes())
            self.assert_schema(fields, "fields.schema.json")
            self.assertEqual(MINIMUM, list(fields["minimum"]))
            for key, value in fields["minimum"].items():
                if value["review"] == ["minimum_missing"]:
                    self.assertIn(("minimum_missing", document["number"]), [(r["reason"], r.get("document")) for r in dossier["review"]], key)
        decision = json.loads((folder / "data/fields/003.json").read_bytes())["minimum"]
        self.assertEqual("02", decision["ma_loai_giay_to"]["value"])
        self.assertEqual("Quyết định", decision["ten_giay_to"]["value"])

    def test_a_slip_of_another_dossier_is_noticed(self):
        self.digitize("--dossier", "H29.245-260812-0039", SLIP, code=NEEDS_REVIEW)
        folder, dossier = self.dossier()
        self.assertIn("field_doubtful", rig.reasons_of(dossier))
        self.assertEqual("", json.loads((folder / "data/portal.json").read_bytes())["MaHoSo"])

    def test_settings_that_cannot_be_used_are_told_before_a_page_is_asked_for(self):
        run = self.digitize("--procedure", "1.999999", SLIP, code=SETUP)
        self.assertIn("1.999999", run.result["detail"])
        self.with_settings('[dossier]\nresult_code = "{agency}.{thang}"\n')
        run = self.digitize(SLIP, code=SETUP)
        self.assertIn("character 10", run.result["detail"])
        self.assert_nothing_published()

    def test_a_secret_paper_is_refused_and_not_kept(self):
        """R22: nothing is published, no code is given, and the pages are gone."""
        self.with_rules(secret="Độc lập - Tự do - Hạnh phúc")
        run = self.digitize("--dossier", "MAT", DECLARATION, code=INPUT)
        self.assertEqual("secret_refused", run.result["cause"])
        self.assertIn("không được số hóa", run.result["message"])
        self.assertNotIn("vẫn được giữ", run.err)
        self.assert_nothing_published()
        self.assertEqual([], self.ledger())
        for place in ("work", "staging"):
            self.assertEqual([], list((self.storage / ".sohoa" / place).iterdir()))

    def test_what_the_storage_has_already_is_offered(self):
        """R29: to the clerk before digitising, and in the second dossier."""
        self.with_rules()
        truth = json.loads((SAMPLES / "giay_tiep_nhan_1.json").read_text())["fields"]
        owner = ("--owner", truth["so_cccd"])
        self.storage.mkdir()
        run = self.sohoa("reuse", "--json", "--into", self.storage, *owner, code=0)
        self.assertEqual(0, run.result["found"])
        self.digitize("--dossier", "HS-1", SLIP)
        run = self.sohoa("reuse", "--json", "--into", self.storage, *owner, "--kind", "giay_tiep_nhan", "--number", truth["so"], code=0)
        self.assertEqual(1, run.result["found"])
        self.assertEqual("HS-1", run.events[0]["dossier"])
        self.assertTrue((self.storage / run.events[0]["file"]).is_file())
        for words in (("--kind", "quyet_dinh"), ("--number", "1/X")):
            self.assertEqual(0, self.sohoa("reuse", "--json", "--into", self.storage, *owner, *words, code=0).result["found"])
        self.sohoa("reuse", "--into", self.storage, code=SETUP)
        self.digitize("--dossier", "HS-2", SLIP)
        first, second = (rig.read_dossier(self.storage / code) for code in ("HS-1", "HS-2"))
        self.assertEqual([], first["documents"][0]["existing"])
        self.assertEqual(codes_of(first), [each["result_code"] for each in second["documents"][0]["existing"]])

    def test_killed_at_each_step_a_run_keeps_its_codes_and_gives_none_twice(self):
        """R20, R21: copy, extract, code, store in this order; whatever was told before the kill still holds after it."""
        page = rig.short_page()
        inputs = [self.folder / f"{number}.tif" for number in range(3)]
        for number, path in enumerate(inputs):
            path.write_bytes(rig.tiff([rig.numbered(page, number)]))
        told = {}
        steps = ["page_acquired", "page_done", "document_signed", "document_extracted", "document_coded", "document_done", "published"]
        for step in steps:
            for count in (1, 3):
                code = f"{step.replace('_', '-')}-{count}"
                process = self.start("digitize", "--json", "--into", self.storage, "--dossier", code, *inputs)
                seen = 0
                order = {}
                for line in process.stdout:
                    event = json.loads(line)
                    if event["event"] == "document_coded":
                        told[code, event["document"]] = event["code"]
                    if "document" in event and event["event"].startswith("document_"):
                        order.setdefault(event["document"], []).append(event.get("role", event["event"]))
                    seen += event["event"] == step
                    if seen == (1 if step == "published" else count):
                        break
                process.send_signal(signal.SIGKILL)
                process.communicate(timeout=60)
                for names in order.values():
                    self.assertEqual(["clerk", "document_extracted", "document_coded", "agency", "document_done"][: len(names)], names)
                if not (self.storage / code).exists() or (self.storage / ".sohoa/work" / code).exists():
                    self.digitize("--dossier", code, *inputs)
                self.assert_whole(self.storage / code)
        given = []
        for folder in self.dossiers():
            dossier = rig.read_dossier(folder)
            self.assertEqual(3, len(dossier["documents"]))
            given += codes_of(dossier)
            for document in dossier["documents"]:
                self.assertEqual(document["result_code"], told.get((folder.name, document["number"]), document["result_code"]))
        self.assertEqual(len(steps) * 2 * 3, len(set(given)), "a code was given twice")
        self.assertEqual(sorted(given), sorted(self.ledger()), "a code was lost")


if __name__ == "__main__":
    rig.main()
