package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.ManifestProvider;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.TagDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A change of an OIDC provider.
public sealed interface ProviderEdit {
  record AddAudience(String audience) implements ProviderEdit {}

  record RemoveAudience(String audience) implements ProviderEdit {}

  /// Replaces the thumbprints.
  ///
  /// @param before in lower case
  record Thumbprints(List<String> before, List<String> after) implements ProviderEdit {}

  record Tags(Map<String, String> added, List<String> lines) implements ProviderEdit {}

  /// The edits that bring a provider to the desired state. Tags that the chain does not name are
  /// not changed.
  ///
  /// @param needed audiences that are not removed
  static List<ProviderEdit> between(
      OidcProvider found, ManifestProvider wanted, Map<String, String> tags, Set<String> needed) {
    var edits = new ArrayList<ProviderEdit>();
    for (var audience : wanted.audiences()) {
      if (!found.audiences().contains(audience)) {
        edits.add(new AddAudience(audience));
      }
    }
    for (var audience : found.audiences()) {
      if (!wanted.audiences().contains(audience) && !needed.contains(audience)) {
        edits.add(new RemoveAudience(audience));
      }
    }
    var thumbprints =
        found.thumbprints().stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    if (!wanted.thumbprints().isEmpty()
        && !new TreeSet<>(wanted.thumbprints()).equals(new TreeSet<>(thumbprints))) {
      edits.add(new Thumbprints(thumbprints, wanted.thumbprints()));
    }
    var diff = TagDiff.of(found.tags(), tags, false);
    if (!diff.added().isEmpty()) {
      edits.add(new Tags(diff.added(), diff.lines()));
    }
    return edits;
  }

  default List<String> lines() {
    return switch (this) {
      case AddAudience(var audience) -> List.of("+ audience " + audience);
      case RemoveAudience(var audience) -> List.of("- audience " + audience);
      case Thumbprints(var before, var after) -> {
        var lines = new ArrayList<String>();
        before.forEach(text -> lines.add("- thumbprint " + text));
        after.forEach(text -> lines.add("+ thumbprint " + text));
        yield lines;
      }
      case Tags(_, var lines) -> lines;
    };
  }

  default void apply(OidcProvider provider, OidcProviders providers) {
    switch (this) {
      case AddAudience(var audience) -> providers.addAudience(provider.arn(), audience);
      case RemoveAudience(var audience) -> providers.removeAudience(provider.arn(), audience);
      case Thumbprints(_, var after) -> providers.replaceThumbprints(provider.arn(), after);
      case Tags(var added, _) -> providers.tag(provider.arn(), added);
    }
  }
}
