package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Resource;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.ResourceStore;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Subject;
import io.spiffeaws.sandbox.tls.Pem;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Records which certificates have requested sessions. Thread-safe.
final class SubjectLog {
  private static final int MOST = 20;

  private final ResourceStore<Subject> subjects;
  private final String account;
  private final Clock clock;

  SubjectLog(ResourceStore<Subject> subjects, String account, Clock clock) {
    this.subjects = subjects;
    this.account = account;
    this.clock = clock;
  }

  /// Records a certificate whose signature is valid.
  ///
  /// @param failed whether the request was denied
  synchronized Subject add(X509Certificate certificate, String region, boolean failed) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var name = certificate.getSubjectX500Principal().getName();
    var known =
        subjects.list(region).stream()
            .filter(subject -> subject.x509Subject().equals(name))
            .findFirst();
    var serial = certificate.getSerialNumber().toString();
    var credentials = new ArrayList<Json.Obj>();
    credentials.add(
        Json.object()
            .with("seenAt", Json.of(now.toString()))
            .with("serialNumber", Json.of(serial))
            .with("issuer", Json.of(certificate.getIssuerX500Principal().getName()))
            .with("enabled", Json.of(true))
            .with("x509CertificateData", Json.of(Pem.certificates(List.of(certificate))))
            .with("failed", Json.of(failed)));
    known.stream()
        .flatMap(subject -> subject.credentials().stream())
        .filter(other -> other.text("serialNumber").filter(serial::equals).isEmpty())
        .limit(MOST - 1L)
        .forEach(credentials::add);
    var resource =
        known
            .map(subject -> subject.resource().enabled(true, now))
            .orElseGet(() -> Resource.create("subject", account, region, "", true, now));
    var subject = new Subject(resource, name, now, credentials);
    subjects.put(subject);
    return subject;
  }
}
