import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.PDFRevisionWrapper;
import eu.europa.esig.dss.enumerations.TimestampType;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What EU DSS says of every signature, by its default policy, with nothing fetched from a network.
 *
 * Reads commands from a file, one a line: "root PEM" and "crl DER" set what is trusted and known for the files after
 * them ("root" forgets both), "pdf FILE" judges. Prints a line a signature, parted by tabs: file, field, format,
 * indication, sub-indication, what was changed afterwards, reasons. A file without signature, or one that DSS cannot
 * read, is a line with the indication NONE.
 */
public final class Verdicts {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private File root;
    private final List<DSSDocument> lists = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        Verdicts verdicts = new Verdicts();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            int space = line.indexOf(' ');
            verdicts.obey(line.substring(0, space), line.substring(space + 1));
        }
    }

    private void obey(String command, String name) {
        if (command.equals("root")) {
            root = new File(name);
            lists.clear();
        } else if (command.equals("crl")) {
            lists.add(new FileDocument(name));
        } else {
            try {
                judge(name);
            } catch (RuntimeException trouble) {
                say(name, "", "", "NONE", "", "", String.valueOf(trouble.getMessage()));
            }
        }
    }

    private CommonCertificateVerifier verifier() {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        anchors.addCertificate(DSSUtils.loadCertificate(root));
        CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);
        verifier.setAIASource(null);
        verifier.setTrustedCertSources(anchors);
        if (!lists.isEmpty()) {
            verifier.setCrlSource(new ExternalResourcesCRLSource(lists.toArray(new DSSDocument[0])));
        }
        return verifier;
    }

    private void judge(String name) {
        PDFDocumentValidator validator = new PDFDocumentValidator(new FileDocument(name));
        validator.setCertificateVerifier(verifier());
        Reports reports = validator.validateDocument();
        SimpleReport simple = reports.getSimpleReport();
        DiagnosticData facts = reports.getDiagnosticData();
        facts.getSignatures().forEach(signature -> report(name, simple, signature.getId(),
                String.valueOf(simple.getSignatureFormat(signature.getId())), signature.getPDFRevision()));
        facts.getTimestampList().stream().filter(stamp -> stamp.getType() == TimestampType.DOCUMENT_TIMESTAMP)
                .forEach(stamp -> report(name, simple, stamp.getId(), "DOCUMENT-TIMESTAMP", stamp.getPDFRevision()));
        if (facts.getSignatures().isEmpty() && facts.getTimestampList().isEmpty()) {
            say(name, "", "", "NONE", "", "", "no signature");
        }
    }

    private void report(String name, SimpleReport simple, String id, String format, PDFRevisionWrapper revision) {
        List<String> changes = new ArrayList<>();
        if (!revision.getPdfUndefinedChanges().isEmpty()) {
            changes.add("objects");
        }
        if (!revision.getPdfPageDifferenceConcernedPages().isEmpty()) {
            changes.add("pages");
        }
        if (!revision.getPdfVisualDifferenceConcernedPages().isEmpty()) {
            changes.add("looks");
        }
        List<String> reasons = new ArrayList<>();
        simple.getAdESValidationErrors(id).forEach(error -> reasons.add(error.getKey() + " " + error.getValue()));
        say(name, revision.getFirstFieldName(), format, String.valueOf(simple.getIndication(id)),
                simple.getSubIndication(id) == null ? "" : simple.getSubIndication(id).toString(),
                String.join(",", changes), String.join("; ", reasons));
    }

    private void say(String... words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            line.append(line.length() == 0 ? "" : "\t").append(String.valueOf(word).replaceAll("\\s+", " "));
        }
        OUT.println(line);
    }
}
