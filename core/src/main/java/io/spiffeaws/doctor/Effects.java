package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells causes from effects: a failed check that another failed check explains is reported as
/// skipped, so that the failed ones are the causes.
final class Effects {
  private static final List<String> TOKEN =
      List.of("clock", "token", "token_alg", "token_kid", "token_iss", "token_exp", "token_key");
  private static final List<String> ISSUER =
      List.of(
          "issuer_url",
          "issuer_dns",
          "issuer_tcp",
          "issuer_tls",
          "issuer_ca",
          "issuer_discovery",
          "issuer",
          "issuer_jwks_dns",
          "issuer_jwks_tcp",
          "issuer_jwks_tls",
          "issuer_jwks_ca",
          "issuer_jwks_uri",
          "issuer_keys",
          "issuer_key_ids",
          "issuer_key_kinds",
          "issuer_private_keys",
          "issuer_time");
  private static final List<String> SVID = List.of("svid", "svid_time", "svid_tag", "svid_chain");
  private static final List<String> REGISTRATION =
      List.of("endpoint", "anchor", "anchor_ca", "profile", "profile_role", "session_name");
  private static final List<String> ACCOUNT =
      List.of("account", "provider", "audience", "thumbprint", "role", "trust", "tags", "duration");

  /// The checks that may explain each check, the most likely first.
  private static final Map<String, List<String>> CAUSES = causes();

  private Effects() {}

  /// Returns the checks with each effect replaced by a skipped check that names its cause.
  static List<Check> of(List<Check> checks) {
    var byName = new LinkedHashMap<String, Check>();
    checks.forEach(check -> byName.merge(check.name(), check, (a, b) -> a.failed() ? a : b));
    return checks.stream()
        .map(check ->
            check.failed()
                ? cause(check, byName)
                    .map(cause -> Check.skipped(check.name(), "because of " + cause, ""))
                    .orElse(check)
                : check)
        .toList();
  }

  /// Returns whether a failed check explains a failure of the check, so that its cause is known.
  static boolean explain(String name, DoctorReport report) {
    return CAUSES.getOrDefault(name, List.of()).stream().anyMatch(report::failed);
  }

  /// Returns the failed check that explains a failed check and is not an effect itself.
  private static Optional<String> cause(Check check, Map<String, Check> byName) {
    return CAUSES.getOrDefault(check.name(), List.of()).stream()
        .map(byName::get)
        .filter(cause -> cause != null && cause.failed())
        .map(cause -> cause(cause, byName).orElse(cause.name()))
        .findFirst();
  }

  private static Map<String, List<String>> causes() {
    var causes = new HashMap<String, List<String>>();
    causes.put("identity", List.of("agent"));
    causes.put("entry", List.of("agent", "identity"));
    causes.put("token", List.of("token_iss"));
    causes.put("token_exp", List.of("clock"));
    causes.put("issuer", List.of("token_iss"));
    causes.put("issuer_dns", List.of("token_iss", "issuer_url"));
    causes.put("issuer_tcp", List.of("token_iss", "issuer_url"));
    causes.put("issuer_url", List.of("token_iss"));
    causes.put("issuer_discovery", List.of("token_iss"));
    causes.put("issuer_tls", List.of("clock"));
    causes.put("issuer_ca", List.of("clock", "issuer_tls"));
    causes.put("issuer_jwks_tls", List.of("clock"));
    causes.put("issuer_jwks_ca", List.of("clock", "issuer_jwks_tls"));
    causes.put("issuer_jwks_uri", List.of("token_iss"));
    causes.put(
        "token_key", concat(List.of(List.of("token_alg", "token_kid", "token_iss"), ISSUER)));
    causes.put("provider", List.of("token_iss", "issuer"));
    causes.put("audience", List.of("token"));
    causes.put(
        "thumbprint", List.of("issuer_tls", "issuer_ca", "issuer_jwks_tls", "issuer_jwks_ca"));
    causes.put(
        "trust",
        List.of("token", "token_iss", "provider", "audience", "svid_tag", "anchor", "role"));
    causes.put("svid_time", List.of("clock"));
    causes.put("svid_chain", List.of("svid_time"));
    causes.put("anchor_ca", List.of("svid_chain", "svid_time"));
    causes.put("exchange", concat(List.of(TOKEN, ISSUER, SVID, REGISTRATION, ACCOUNT)));
    causes.put("session", List.of("clock", "exchange"));
    causes.put("s3", List.of("clock", "exchange", "session"));
    causes.put("s3_write", List.of("clock", "session"));
    return Map.copyOf(causes);
  }

  private static List<String> concat(List<List<String>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }
}
