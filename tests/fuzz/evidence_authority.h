// A test authority whose keys are gone: what the corpora of pdf_ocsp and pdf_list are about.
#pragma once
#include <cstdlib>
#include <string>

#include "pdf/evidence/path.h"
#include "pdf/sign/key.h"

namespace sohoa::fuzz {

inline const std::string issuing_pem =
    "-----BEGIN CERTIFICATE-----\n"
    "MIICnDCCAkKgAwIBAgIRAI/STR3QjE8T2DyFHh7mXOgwCgYIKoZIzj0EAwIwfzEL\n"
    "MAkGA1UEBhMCVk4xOTA3BgNVBAoMMFRI4busIE5HSEnhu4ZNIC0gS0jDlE5HIEPD\n"
    "kyBHScOBIFRS4buKIFBIw4FQIEzDnTE1MDMGA1UEAwwsQ8ahIHF1YW4gY2jhu6lu\n"
    "ZyB0aOG7sWMgZ+G7kWMgdGjhu60gbmdoaeG7h20wHhcNMjYxMTMwMjAzNjQzWhcN\n"
    "MzYxMTI3MjAzNjQzWjCBhzELMAkGA1UEBhMCVk4xOTA3BgNVBAoMMFRI4busIE5H\n"
    "SEnhu4ZNIC0gS0jDlE5HIEPDkyBHScOBIFRS4buKIFBIw4FQIEzDnTE9MDsGA1UE\n"
    "Aww0Q8ahIHF1YW4gY2jhu6luZyB0aOG7sWMgY+G6pXAgZMaw4bubaSB0aOG7rSBu\n"
    "Z2hp4buHbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPsgEMOHIja2DqwA4bzj\n"
    "c666b2PQCHRePb/e2TC1NJaWyP2vpmF8sJZt5T406rKQP2PlwZfFNivRB0uuB/8V\n"
    "omOjgZUwgZIwEgYDVR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMCAQYwHQYD\n"
    "VR0OBBYEFKoGFv+Mjl2rKn6WBZzEm7RcqiNhMB8GA1UdIwQYMBaAFAgZT/cuDusF\n"
    "My+wdvm5nGEmSb3TMCwGA1UdHwQlMCMwIaAfoB2GG2h0dHA6Ly8xMjcuMC4wLjE6\n"
    "MS9yb290LmNybDAKBggqhkjOPQQDAgNIADBFAiBvwl4jDzTOfJrFLXniDWqwynIV\n"
    "dmVPu5Lh8zCF1aUeAQIhALNCbBD96Icp/+xYo+Loo8abjGXazH7pbEW4vS+0uMaf\n"
    "-----END CERTIFICATE-----\n";

// Responses of the corpus are about this one.
inline const std::string clerk_pem =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIDNjCCAt2gAwIBAgIQf6Wt4p47oVfJeBz2pQecGTAKBggqhkjOPQQDAjCBhzEL\n"
    "MAkGA1UEBhMCVk4xOTA3BgNVBAoMMFRI4busIE5HSEnhu4ZNIC0gS0jDlE5HIEPD\n"
    "kyBHScOBIFRS4buKIFBIw4FQIEzDnTE9MDsGA1UEAww0Q8ahIHF1YW4gY2jhu6lu\n"
    "ZyB0aOG7sWMgY+G6pXAgZMaw4bubaSB0aOG7rSBuZ2hp4buHbTAeFw0yNjExMzAy\n"
    "MDM2NDNaFw0yOTExMjkyMDM2NDNaMIGbMQswCQYDVQQGEwJWTjE5MDcGA1UECgww\n"
    "VEjhu6wgTkdISeG7hk0gLSBLSMOUTkcgQ8OTIEdJw4EgVFLhu4ogUEjDgVAgTMOd\n"
    "MS0wKwYDVQQMDCRDw7RuZyBjaOG7qWMgQuG7mSBwaOG6rW4gTeG7mXQgY+G7rWEx\n"
    "IjAgBgNVBAMMGU5ndXnhu4VuIFRo4buLIMOBbmggVGjhu60wWTATBgcqhkjOPQIB\n"
    "BggqhkjOPQMBBwNCAAStq2r8bGmwCskCZCrx0xmWlKpdAB7ZA7yQX1YSglzhZ26J\n"
    "a7jcDOEEYbDPb+hMJAjrEAqv2D6Yxx7fBNJVZEDio4IBEzCCAQ8wDAYDVR0TAQH/\n"
    "BAIwADAOBgNVHQ8BAf8EBAMCBsAwHQYDVR0lBBYwFAYIKwYBBQUHAwQGCCsGAQUF\n"
    "BwMkMB0GA1UdDgQWBBQfqDMi9nwQjzK296fBlBokiYTwDjAfBgNVHSMEGDAWgBSq\n"
    "Bhb/jI5dqyp+lgWcxJu0XKojYTAvBgNVHR8EKDAmMCSgIqAghh5odHRwOi8vMTI3\n"
    "LjAuMC4xOjEvaXNzdWluZy5jcmwwXwYIKwYBBQUHAQEEUzBRMCMGCCsGAQUFBzAB\n"
    "hhdodHRwOi8vMTI3LjAuMC4xOjEvb2NzcDAqBggrBgEFBQcwAoYeaHR0cDovLzEy\n"
    "Ny4wLjAuMToxL2lzc3VpbmcuY2VyMAoGCCqGSM49BAMCA0cAMEQCIApT9dAzXiZ1\n"
    "JjvasqkW026YpUH0AohhxnWFiDCz3wwiAiBnh1B0/pQt+Tm+v23zVUNo2KlXKv8o\n"
    "hgBhPcylUAP+xA==\n"
    "-----END CERTIFICATE-----\n";

// No response is about this one, and every list says that it was revoked.
inline const std::string revoked_pem =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIDOzCCAuGgAwIBAgIQDSvAABjMozFGCB0yqc/JkjAKBggqhkjOPQQDAjCBhzEL\n"
    "MAkGA1UEBhMCVk4xOTA3BgNVBAoMMFRI4busIE5HSEnhu4ZNIC0gS0jDlE5HIEPD\n"
    "kyBHScOBIFRS4buKIFBIw4FQIEzDnTE9MDsGA1UEAww0Q8ahIHF1YW4gY2jhu6lu\n"
    "ZyB0aOG7sWMgY+G6pXAgZMaw4bubaSB0aOG7rSBuZ2hp4buHbTAeFw0yNjExMzAy\n"
    "MDM2NDVaFw0yOTExMjkyMDM2NDVaMIGfMQswCQYDVQQGEwJWTjE5MDcGA1UECgww\n"
    "VEjhu6wgTkdISeG7hk0gLSBLSMOUTkcgQ8OTIEdJw4EgVFLhu4ogUEjDgVAgTMOd\n"
    "MS0wKwYDVQQMDCRDw7RuZyBjaOG7qWMgQuG7mSBwaOG6rW4gTeG7mXQgY+G7rWEx\n"
    "JjAkBgNVBAMMHU5ndXnhu4VuIFbEg24gVGh1IEjhu5NpIFRo4butMFkwEwYHKoZI\n"
    "zj0CAQYIKoZIzj0DAQcDQgAEMDyuD5O8dvEstWO+rVtiMW+q5pxmt8zkoRYETDuO\n"
    "7G//U4cjlYX/nnZ+02nLe5uw/AUjYCDj9yzKAaLmVWgu96OCARMwggEPMAwGA1Ud\n"
    "EwEB/wQCMAAwDgYDVR0PAQH/BAQDAgbAMB0GA1UdJQQWMBQGCCsGAQUFBwMEBggr\n"
    "BgEFBQcDJDAdBgNVHQ4EFgQUDkp0Lq6caCJniRWoN8HIKC2qiMcwHwYDVR0jBBgw\n"
    "FoAUqgYW/4yOXasqfpYFnMSbtFyqI2EwLwYDVR0fBCgwJjAkoCKgIIYeaHR0cDov\n"
    "LzEyNy4wLjAuMToxL2lzc3VpbmcuY3JsMF8GCCsGAQUFBwEBBFMwUTAjBggrBgEF\n"
    "BQcwAYYXaHR0cDovLzEyNy4wLjAuMToxL29jc3AwKgYIKwYBBQUHMAKGHmh0dHA6\n"
    "Ly8xMjcuMC4wLjE6MS9pc3N1aW5nLmNlcjAKBggqhkjOPQQDAgNIADBFAiBW4FpJ\n"
    "kWhKYH+NP2u6uMGAoSJjQGHRCkucndJgjMNrhAIhANzAONBS/3Gsl8XcJrZFyjoT\n"
    "li2AhoW7Ba8HenZUQjop\n"
    "-----END CERTIFICATE-----\n";

inline constexpr std::time_t moment = 1796071006;  // when the corpora were made

// Judges both with this evidence; the second is never good.
inline void judge(const pdf::Evidence& evidence) {
  static const pdf::Anchors anchors({issuing_pem});
  static const auto certificates = pdf::certificates_from_pem(clerk_pem + revoked_pem, "corpus");
  (void)pdf::judge_path(anchors, certificates.at(0).get(), {}, evidence, moment,
                        pdf::Purpose::signing);
  if (pdf::judge_path(anchors, certificates.at(1).get(), {}, evidence, moment,
                      pdf::Purpose::signing)
          .good())
    std::abort();
}

}  // namespace sohoa::fuzz
