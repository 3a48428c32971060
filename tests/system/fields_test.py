"""Fields without a dossier: `fields`, `explain`, `forms check|list`, and values typed by a person."""
import json
import shutil

import rig
from rig import DONE, INPUT, NEEDS_REVIEW, SAMPLES, SETUP, USAGE

TRUTH = {path.stem: json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.json"))}
# Samples whose document is one file: a document is a file here.
WHOLE = {name: SAMPLES / truth["files"][0] for name, truth in TRUTH.items() if len(truth["files"]) == 1}


class Fields(rig.Rig):
    def fields(self, *words, code=DONE):
        """The documents of one run, whose output keeps its schema."""
        run = self.sohoa("fields", *words, code=code)
        output = json.loads(run.out)
        self.assert_schema(output, "fields-output.schema.json")
        return output["documents"]

    def test_the_kind_of_every_sample_is_recognised(self):
        found = self.fields(*WHOLE.values(), code=(DONE, NEEDS_REVIEW))
        self.assertEqual([str(path) for path in WHOLE.values()], [document["file"] for document in found])
        self.assertEqual([TRUTH[name]["kind"] for name in WHOLE], [document["kind"] for document in found])
        for name, document in zip(WHOLE, found):
            self.assertEqual(list(range(1, len(TRUTH[name]["pages"]) + 1)), document["pages"])
            self.assertTrue(0.5 <= document["score"] <= 1)
            self.assertGreater(document["cpu_ms"], 0)
            self.assertEqual(9, len(document["minimum"]), "those of Circular 01/2023/TT-VPCP, article 9 (R18)")

    def test_what_is_in_a_code_is_read_exactly_and_is_sure(self):
        (document,) = self.fields(SAMPLES / "giay_tiep_nhan_1.jpg")
        truth = TRUTH["giay_tiep_nhan_1"]["fields"]
        coded = {key: field for key, field in document["fields"].items() if field["source"] in ("qr", "barcode", "mrz")}
        self.assertIn("ma_ho_so", coded)
        for key, field in coded.items():
            self.assertEqual([], field["review"], key)
            if key in truth:  # the sheet's truth has what is printed, not the codes as they are
                self.assertEqual(truth[key], field["value"], key)

    def test_a_form_that_no_code_mentions_is_recognised_and_read_exactly(self):
        """docs/forms.md: a definition and a sample are all that it takes."""
        name = "giay_xac_nhan_cu_tru"
        for module in ("core", "scanners", "imaging", "ocr", "forms", "pdf", "storage", "pipeline", "service"):
            for source in (rig.PROJECT / module).rglob("*.[ch]*"):
                self.assertNotIn(name, source.read_text(), source)
        (document,) = self.fields(SAMPLES / f"{name}_1.jpg")
        self.assertEqual(name, document["kind"])
        self.assertEqual(TRUTH[f"{name}_1"]["fields"], {key: field["value"] for key, field in document["fields"].items()})

    def test_a_list_is_an_array(self):
        (document,) = self.fields(SAMPLES / "giay_tiep_nhan_1.jpg")
        papers = document["fields"].get("thanh_phan", {"value": []})["value"]
        self.assertEqual(TRUTH["giay_tiep_nhan_1"]["fields"]["thanh_phan"], papers)

    def test_places_are_on_the_page_of_the_document(self):
        (document,) = self.fields(SAMPLES / "quyet_dinh_1.pdf")
        sizes = {number: (page["width"], page["height"]) for number, page in enumerate(TRUTH["quyet_dinh_1"]["pages"], 1)}
        for key, field in document["fields"].items():
            if not field["value"]:
                continue
            width, height = sizes[field["page"]]
            x, y, w, h = field["box"]
            self.assertTrue(0 <= x < x + w <= width and 0 <= y < y + h <= height, (key, field))
        self.assertEqual(2, document["fields"]["nguoi_ky"]["page"])

    def test_a_file_that_cannot_be_read_is_in_the_output_and_the_others_go_on(self):
        good, text, cut = SAMPLES / "thong_bao_1.jpg", self.folder / "a: b.txt", self.folder / "cut.jpg"
        text.write_text("no picture")
        cut.write_bytes(good.read_bytes()[:20000])
        files = [self.folder / "none.jpg", text, good, cut]
        found = self.fields(*files, code=NEEDS_REVIEW)
        self.assertEqual([str(file) for file in files], [document["file"] for document in found])
        causes = [document.get("error", {}).get("cause") for document in found]
        self.assertEqual(["file_missing", "file_unsupported", None, "image_damaged"], causes)
        for document in found:
            self.assertEqual("error" in document, document["pages"] == [])
            if "error" in document:
                self.assertEqual({}, document["fields"])
                self.assertGreater(len(document["error"]["message"]), 8)
        self.assertEqual("thong_bao", found[2]["kind"])

    def test_without_one_readable_file_it_is_bad_input(self):
        (document,) = self.fields(self.folder / "none.jpg", code=INPUT)
        self.assertEqual("file_missing", document["error"]["cause"])

    def test_a_file_that_breaks_in_the_middle_keeps_the_pages_before(self):
        whole = rig.tiff([rig.numbered(rig.short_page(), number) for number in range(3)])
        broken = self.folder / "broken.tif"
        broken.write_bytes(whole[: len(whole) * 2 // 3])
        (document,) = self.fields(broken, code=(NEEDS_REVIEW, INPUT))
        self.assertIn("error", document)
        self.assertLess(len(document["pages"]), 3)

    def test_a_folder_stands_for_its_files_in_order(self):
        for number in (10, 2):
            shutil.copy(SAMPLES / "thong_bao_1.jpg", self.folder / f"p{number}.jpg")
        (self.folder / "note.txt").write_text("passed over")
        found = self.fields(self.folder)
        self.assertEqual([str(self.folder / "p2.jpg"), str(self.folder / "p10.jpg")], [document["file"] for document in found])

    def test_the_result_does_not_depend_on_the_number_of_workers(self):
        def facts(documents):
            return [{key: value for key, value in document.items() if key != "cpu_ms"} for document in documents]

        inputs = [SAMPLES / "thong_bao_1.jpg", SAMPLES / "cong_van_1.jpg", SAMPLES / "quyet_dinh_1.pdf"]
        self.assertEqual(facts(self.fields("--workers", 1, *inputs)), facts(self.fields("--workers", 3, *inputs)))

    def test_a_given_kind_is_taken_and_one_that_is_none_refused_before_anything_is_read(self):
        (document,) = self.fields("--kind", "cong_van", SAMPLES / "thong_bao_1.jpg")
        self.assertEqual("cong_van", document["kind"])
        run = self.sohoa("fields", "--kind", "cong_van_mat", SAMPLES / "thong_bao_1.jpg", code=USAGE)
        self.assertEqual(b"", run.out)
        self.assertIn("cong_van_mat", run.err)

    def test_definitions_of_ones_own_are_used(self):
        forms = self.folder / "forms"
        forms.mkdir()
        (forms / "a.toml").write_text(
            'law = "x"\nvalid_from = 2026-01-01\n[recognise]\ntitle = 0.9\n[[kinds]]\nid = "cua_toi"\nname = "Của tôi"\n'
            'title = ["THÔNG BÁO"]\n[[fields]]\nkey = "tieu_de"\nrequired = true\nfind = [{take = "title"}]\n'
        )
        (document,) = self.fields("--forms", forms, SAMPLES / "thong_bao_1.jpg")
        self.assertEqual(("cua_toi", ["tieu_de"]), (document["kind"], list(document["fields"])))
        (forms / "a.toml").write_text("law = 1\n")
        run = self.sohoa("fields", "--forms", forms, SAMPLES / "thong_bao_1.jpg", code=SETUP)
        self.assertIn("a.toml:1:7", run.err)

    def test_standard_output_is_the_result_alone_and_people_are_told_on_standard_error(self):
        run = self.sohoa("fields", SAMPLES / "thong_bao_1.jpg", self.folder / "none.jpg", code=NEEDS_REVIEW)
        json.loads(run.out)
        self.assertIn("Không mở được tệp", run.err)
        self.assertNotIn("\r", run.err)


class Explanations(rig.Rig):
    def test_a_person_is_told_kinds_rules_places_and_doubts(self):
        run = self.sohoa("explain", SAMPLES / "cong_van_1.jpg", code=DONE)
        self.assertIn("loại cong_van", run.text)
        self.assertRegex(run.text, r"\d\.\d\d = +\d\.\d\d \+ +\d\.\d\d \+ +\d\.\d\d  cong_van \(Công văn\)")
        self.assertRegex(run.text, r"van_ban_hanh_chinh\.toml:\d+: \w+")
        number = TRUTH["cong_van_1"]["fields"]["so_ky_hieu"]
        self.assertIn(f'so_ky_hieu = "{number}"', run.text)
        self.assertRegex(run.text, r"trang 1 tại \d+,\d+ \d+x\d+")

    def test_one_field_can_be_asked_for(self):
        run = self.sohoa("explain", "--field", "so_ky_hieu", SAMPLES / "cong_van_1.jpg", code=DONE)
        self.assertIn("so_ky_hieu", run.text)
        self.assertNotIn("trich_yeu", run.text)
        run = self.sohoa("explain", "--field", "khong_co", SAMPLES / "cong_van_1.jpg", code=DONE)
        self.assertIn("khong_co", run.err)

    def test_a_program_gets_the_same_as_json(self):
        run = self.sohoa("explain", "--json", SAMPLES / "cong_van_1.jpg", code=DONE)
        (document,) = json.loads(run.out)["documents"]
        self.assertEqual("cong_van", document["kinds"][0]["id"])
        parts = document["kinds"][0]
        self.assertAlmostEqual(parts["score"], min(1, parts["title"] + parts["symbol"] + parts["evidence"]), places=3)
        for key, field in document["fields"].items():
            self.assertEqual(len(field["review"]), len(field["reasons"]), key)
            if field["value"] and field["source"] == "ocr":
                self.assertTrue(field["attempts"], key)
                self.assertEqual(field["raw"], field["attempts"][0]["raw"])


class Definitions(rig.Rig):
    def test_those_of_the_program_are_in_order_and_listed(self):
        self.assertEqual("", self.sohoa("forms check", code=DONE).text)
        kinds = {kind["id"]: kind for kind in self.sohoa("forms list", "--json", code=DONE).events}
        for truth in TRUTH.values():
            self.assertIn(truth["kind"], kinds)
        self.assertIn("CT07", kinds["giay_xac_nhan_cu_tru"]["law"])
        self.assertEqual(20, kinds["giay_xac_nhan_cu_tru"]["fields"])
        listed = self.sohoa("forms list", code=DONE).text
        for kind in kinds:
            self.assertIn(kind, listed)

    def test_every_mistake_is_told_with_its_place(self):
        good = (rig.PROJECT / "models/forms/giay_xac_nhan_cu_tru.toml").read_text()
        bad = self.folder / "bad.toml"
        bad.write_text(good.replace('normalise = "sex"', 'normalise = "sexe"').replace('label = ["Quê quán"]', 'label = ["Quê quán"], linse = 3'))
        run = self.sohoa("forms check", bad, code=INPUT)
        lines = run.text.splitlines()
        self.assertEqual(2, len(lines), run)
        for line, what in zip(lines, ('no normaliser "sexe"', '"linse"')):
            self.assertRegex(line, rf"^{bad}:\d+:\d+: error: ")
            self.assertIn(what, line)
            row = int(line.removeprefix(f"{bad}:").split(":")[0])
            self.assertIn(what.split('"')[1], bad.read_text().splitlines()[row - 1])
        self.assertIn("2 lỗi", run.err)
        told = self.sohoa("forms check", "--json", bad, code=INPUT).events
        self.assertEqual(["error", "error"], [finding["level"] for finding in told])

    def test_what_is_only_doubtful_is_a_warning(self):
        doubtful = self.folder / "doubtful.toml"
        doubtful.write_text(
            'law = "x"\nvalid_from = 2026-01-01\n[[kinds]]\nid = "a"\nname = "A"\ntitle = ["MẪU A"]\n'
            '[[fields]]\nkey = "loai"\nrequired = true\nfind = [{take = "title"}]\n'
        )
        run = self.sohoa("forms check", doubtful, code=DONE)
        self.assertIn(f"{doubtful}:4:1: warning: kind a: no field but its name is required", run.text)

    def test_what_is_not_there_is_said(self):
        self.sohoa("forms check", self.folder / "none.toml", code=INPUT)
        self.sohoa("forms check", self.folder, code=SETUP)


class Typed(rig.Rig):
    """R19: what a person typed joins extraction, and is on record with name and time."""

    def typing(self, text):
        path = self.folder / "typed.toml"
        path.write_text('user = "Lê Thị Thử"\ntime = 2026-11-24T08:30:05+07:00\n' + text)
        return path

    def value(self, key, value, more=""):
        return f'[[values]]\nkey = "{key}"\nvalue = "{value}"\n{more}'

    def test_a_value_that_the_paper_does_not_have_is_taken_from_the_clerk(self):
        typed = self.typing(self.value("dan_toc", "Tày"))
        page = self.folder / "a.tif"
        page.write_bytes(rig.tiff([rig.short_page()]))
        run = self.sohoa("fields", "--kind", "don_de_nghi", "--typed", typed, page, code=DONE)
        (document,) = json.loads(run.out)["documents"]
        self.assert_schema(json.loads(run.out), "fields-output.schema.json")
        field = document["fields"]["dan_toc"]
        self.assertEqual(("Tày", "clerk", []), (field["value"], field["source"], field["review"]))
        record = {"key": "dan_toc", "value": "Tày", "user": "Lê Thị Thử", "time": "2026-11-24T08:30:05+07:00"}
        self.assertEqual([record], document["typed"])

    def test_where_paper_and_clerk_differ_both_are_kept_for_a_person(self):
        typed = self.typing(self.value("ngay_sinh", "15/02/1987") + self.value("ho_ten", "Trịnh Ngọc Hạnh Dung"))
        run = self.sohoa("fields", "--typed", typed, SAMPLES / "don_de_nghi_1.jpg", code=DONE)
        fields = json.loads(run.out)["documents"][0]["fields"]
        self.assertEqual(("1987-02-14", "ocr"), (fields["ngay_sinh"]["value"], fields["ngay_sinh"]["source"]))
        self.assertEqual("1987-02-15", fields["ngay_sinh"]["alternatives"][0])
        self.assertIn("sources_disagree", fields["ngay_sinh"]["review"])
        self.assertEqual([], fields["ho_ten"]["review"])

    def test_a_code_outranks_what_was_typed(self):
        typed = self.typing(self.value("ma_ho_so", "H29.118-260318-0043"))
        run = self.sohoa("fields", "--typed", typed, SAMPLES / "giay_tiep_nhan_1.jpg", code=DONE)
        field = json.loads(run.out)["documents"][0]["fields"]["ma_ho_so"]
        self.assertEqual(TRUTH["giay_tiep_nhan_1"]["fields"]["ma_ho_so"], field["value"])
        self.assertIn("H29.118-260318-0043", field["alternatives"])
        self.assertIn("sources_disagree", field["review"])

    def test_a_dossier_records_who_typed_what_and_when(self):
        typed = self.typing(
            self.value("nguoi_ky", "Nguyễn Văn Thử", 'file = "a.tif"\n') + self.value("khong_co", "x", "document = 2\n")
            + self.value("so", "9", "document = 3\n")
        )
        for name in ("a", "b"):
            (self.folder / f"{name}.tif").write_bytes(rig.tiff([rig.short_page()]))
        self.digitize("--typed", typed, self.folder / "a.tif", self.folder / "b.tif", code=NEEDS_REVIEW)
        folder, dossier = self.dossier()
        self.assert_schema(dossier, "dossier.schema.json")
        first, second = dossier["documents"]
        record = {"key": "nguoi_ky", "value": "Nguyễn Văn Thử", "user": "Lê Thị Thử", "time": "2026-11-24T08:30:05+07:00"}
        self.assertEqual([record], first["typed"])
        fields = json.loads((folder / "data" / first["fields"]).read_bytes())["fields"]
        self.assertEqual(("Nguyễn Văn Thử", "clerk"), (fields["nguoi_ky"]["value"], fields["nguoi_ky"]["source"]))
        self.assertEqual(["khong_co"], [record["key"] for record in second["typed"]])
        unused = [reason["detail"] for reason in dossier["review"] if reason["reason"] == "typed_unused"]
        self.assertEqual(2, len(unused), unused)

    def test_a_file_of_typed_values_that_cannot_be_used_ends_the_run_before_it_begins(self):
        page = SAMPLES / "don_de_nghi_1.jpg"
        for text, what in (("[[values]]\nkey = 1\n", "typed.toml:3"), (self.value("so", "1", 'file = "b.jpg"\n'), "none of the inputs"),
                           (self.value("so", "1", "document = 2\n"), "document 2")):
            with self.subTest(what):
                run = self.sohoa("fields", "--typed", self.typing(text), page, code=INPUT)
                self.assertEqual(b"", run.out)
                self.assertIn(what, run.err)
        run = self.digitize("--typed", self.folder / "none.toml", page, code=INPUT)
        self.assertEqual("file_missing", run.result["cause"])
        self.assert_nothing_published()


if __name__ == "__main__":
    rig.main()
