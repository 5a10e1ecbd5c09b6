package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.workload.CertificatePem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// CA certificates in a PEM file, checked by what IAM Roles Anywhere requires of a trust anchor
/// (user guide, "Trust model").
public final class CaFile {
  private static final int LARGEST = 1 << 20;
  private static final int LONGEST_PEM = 8000;
  private static final int KEY_CERT_SIGN = 5;
  private static final Pattern WEAK = Pattern.compile("(?i)(MD[245]|SHA-?1)with.*");

  private CaFile() {}

  /// Reads a file. Text other than certificates is ignored.
  ///
  /// @param name the file as it was specified
  /// @throws ProblemException malformed, if it cannot be read, or IAM Roles Anywhere would not
  ///   accept its certificates
  public static List<X509Certificate> read(Path file, String name, Instant now) {
    var cas = certificates(file, name);
    fault(cas, now)
        .ifPresent(why -> {
          throw unusable(name, why);
        });
    return cas;
  }

  private static List<X509Certificate> certificates(Path file, String name) {
    try (var in = Files.newInputStream(file)) {
      return CertificatePem.parse(new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw unusable(name, FileFailure.readReason(e));
    } catch (CertificateException e) {
      throw unusable(name, "it contains a malformed certificate");
    }
  }

  /// Returns what is wrong with certificates; empty if a trust anchor can hold them.
  static Optional<String> fault(List<X509Certificate> cas, Instant now) {
    if (cas.isEmpty()) {
      return Optional.of("it contains no certificate in PEM format");
    }
    if (cas.size() > CaSelection.MAX) {
      return Optional.of(
          "it contains %d certificates, and a trust anchor holds at most 2".formatted(cas.size()));
    }
    if (CertificatePem.text(cas).length() > LONGEST_PEM) {
      return Optional.of("its certificates have more than 8000 characters");
    }
    return cas.stream()
        .flatMap(ca -> fault(ca, now).map(why -> subject(ca) + " " + why).stream())
        .findFirst();
  }

  private static Optional<String> fault(X509Certificate ca, Instant now) {
    var usage = ca.getKeyUsage();
    if (ca.getBasicConstraints() < 0) {
      return Optional.of("is not a CA (basicConstraints CA:TRUE)");
    }
    if (usage == null || !usage[KEY_CERT_SIGN]) {
      return Optional.of("does not have the key usage keyCertSign");
    }
    if (WEAK.matcher(ca.getSigAlgName()).matches()) {
      return Optional.of(
          "is signed with %s, and SHA-256 or stronger is required".formatted(ca.getSigAlgName()));
    }
    if (now.isAfter(ca.getNotAfter().toInstant())) {
      return Optional.of("expired at " + CaText.expires(ca));
    }
    return now.isBefore(ca.getNotBefore().toInstant())
        ? Optional.of("is not valid before " + ca.getNotBefore().toInstant())
        : Optional.empty();
  }

  private static String subject(X509Certificate ca) {
    return "the certificate of \"" + ca.getSubjectX500Principal().getName() + "\"";
  }

  private static ProblemException unusable(String name, String why) {
    return ProblemException.malformed(
        "ca-file-unusable",
        "cannot use the file %s (--bundle): %s".formatted(name, why),
        "specify the PEM file of one or two CAs, such as the output of spire-server bundle show");
  }
}
