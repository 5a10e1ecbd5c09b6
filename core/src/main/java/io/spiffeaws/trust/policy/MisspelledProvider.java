package io.spiffeaws.trust.policy;

import io.spiffeaws.text.TypingError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognizes a principal that is probably meant to be an OIDC provider, but is not its ARN: the
/// issuer has a scheme, a slash at the end, another letter case or a typing error, or another part
/// of the ARN is wrong.
public final class MisspelledProvider {
  private static final Pattern ARN =
      Pattern.compile("arn:([^:]*):([^:]*):([^:]*):([^:]*):([^/:]+)[/:](.+)");
  private static final Pattern SAML = Pattern.compile("arn:[^:]*:iam::[^:]*:saml-provider/.+");

  private MisspelledProvider() {}

  /// Returns the parts that differ, such as `the account` or `the letter case`, or empty if the
  /// principal is the provider's ARN, or is not similar to it.
  public static Optional<String> difference(String principal, ProviderArn provider) {
    if (principal.equals(provider.text())) {
      return Optional.empty();
    }
    var issuer = issuer(principal, provider.hostPath());
    var parts = parts(principal, provider);
    var near =
        issuer.isPresent()
            && !(SAML.matcher(principal).matches() && !issuer.get().isEmpty())
            && !(issuer.get().contains("the spelling") && parts.contains("the account"));
    if (!near) {
      return Optional.empty();
    }
    var all = new ArrayList<>(parts);
    all.addAll(issuer.get());
    return Optional.of(String.join(" and ", all));
  }

  /// Returns the only provider that a principal is similar to, or empty if there is none or the
  /// choice is ambiguous. A provider of the same issuer is preferred to a typing error.
  public static Optional<ProviderArn> only(String principal, List<ProviderArn> providers) {
    return only(principal, providers, true).or(() -> only(principal, providers, false));
  }

  private static Optional<ProviderArn> only(
      String principal, List<ProviderArn> providers, boolean sameIssuer) {
    var near =
        providers.stream()
            .filter(provider -> difference(principal, provider).isPresent())
            .filter(provider ->
                !sameIssuer || named(principal).equals(Optional.of(provider.hostPath())))
            .toList();
    return near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty();
  }

  private static List<String> parts(String principal, ProviderArn provider) {
    var ours = ARN.matcher(principal);
    var theirs = ARN.matcher(provider.text());
    if (!ours.matches() || !theirs.matches()) {
      return List.of("the form, since it is not an ARN");
    }
    var different = new ArrayList<String>();
    var names = List.of("the partition", "the service", "the region", "the account", "the type");
    for (var i = 0; i < names.size(); i++) {
      if (!ours.group(i + 1).equals(theirs.group(i + 1))) {
        different.add(names.get(i));
      }
    }
    return different;
  }

  /// Returns how the issuers differ; empty if they are not similar.
  private static Optional<List<String>> issuer(String principal, String hostPath) {
    var named = named(principal).orElse(principal);
    if (named.equals(hostPath)) {
      return Optional.of(List.of());
    }
    var different = new ArrayList<String>();
    var scheme = named.matches("(?i)https?://.*");
    if (scheme) {
      different.add("the scheme");
    }
    var host = named.replaceFirst("(?i)^https?://", "");
    if (host.endsWith("/") != hostPath.endsWith("/")) {
      different.add("the slash at the end");
    }
    var ours = host.replaceFirst("/+$", "");
    var theirs = hostPath.replaceFirst("/+$", "");
    if (ours.equalsIgnoreCase(theirs)) {
      if (!ours.equals(theirs)) {
        different.add("the letter case");
      }
      return Optional.of(different.isEmpty() ? List.of("the slashes") : different);
    }
    different.add("the spelling");
    return TypingError.likely(ours.toLowerCase(Locale.ROOT), theirs.toLowerCase(Locale.ROOT))
        ? Optional.of(different)
        : Optional.empty();
  }

  private static Optional<String> named(String principal) {
    var arn = ARN.matcher(principal);
    return arn.matches() ? Optional.of(arn.group(6)) : Optional.empty();
  }
}
