package io.spiffeaws.trust.provider;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.CompletedWrites;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.RecordingProviders;
import io.spiffeaws.trust.iam.TagDiff;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates or updates the OIDC provider of an issuer. Specified settings are added; nothing is
/// removed unless `exact` is requested, except the oldest thumbprints beyond the 5 that IAM allows.
public final class CreateProvider {
  private static final int MAX_THUMBPRINTS = 5;

  private final OidcProviders providers;
  private final IssuerDocuments documents;
  private final ProviderThumbprints thumbprints;

  public CreateProvider(
      OidcProviders providers, IssuerDocuments documents, IssuerCertificates certificates) {
    this(providers, documents, new ProviderThumbprints(documents, certificates));
  }

  private CreateProvider(
      OidcProviders providers, IssuerDocuments documents, ProviderThumbprints thumbprints) {
    this.providers = providers;
    this.documents = documents;
    this.thumbprints = thumbprints;
  }

  /// @param audiences accepted audiences; if empty, the default audience
  /// @param thumbprints 40 hexadecimal digits each, or `auto` for that of the issuer's server
  /// @param exact remove everything that is not specified; thumbprints stay if none is specified
  /// @param skipCheck do not check the issuer's discovery document
  public record Request(
      IssuerUrl issuer,
      List<String> audiences,
      List<String> thumbprints,
      Map<String, String> tags,
      boolean exact,
      boolean skipCheck,
      boolean dryRun) {
    public static final String AUTO = "auto";

    public Request {
      audiences =
          audiences.isEmpty() ? List.of(ProviderAudience.DEFAULT_AUDIENCE) : distinct(audiences);
      audiences.forEach(Audience::checkNew);
      thumbprints = thumbprints.stream().map(Request::thumbprint).toList();
      tags = Map.copyOf(tags);
      checkPort(issuer);
      if (thumbprints.size() > MAX_THUMBPRINTS) {
        throw ProblemException.malformed(
            "too-many-thumbprints", "a provider has at most 5 thumbprints", "");
      }
    }

    private static String thumbprint(String text) {
      var plain = text.replace(":", "").toLowerCase(Locale.ROOT);
      if (!plain.equals(AUTO) && !plain.matches("[0-9a-f]{40}")) {
        throw ProblemException.malformed(
            "malformed-thumbprint",
            "\"" + text + "\" is not a thumbprint",
            "specify 40 hexadecimal digits, or auto");
      }
      return plain;
    }
  }

  /// Checks that an issuer URL has no port.
  ///
  /// @throws ProblemException malformed, if it has a port: AWS rejects such an issuer, and so does
  ///   the sandbox (docs/dev/decisions/0002)
  public static void checkPort(IssuerUrl issuer) {
    if (issuer.hasPort()) {
      throw ProblemException.malformed(
          "issuer-with-port",
          "AWS accepts no issuer with a port: " + issuer,
          "serve the issuer on port 443, at a URL without a port");
    }
  }

  /// @throws ProblemException malformed; refused: `issuer-mismatch`, or if IAM rejects a call;
  ///   unreachable: IAM, or the issuer if its thumbprint is requested or required. The message
  ///   lists the completed writes
  public ChangeReport run(Request request) {
    var warnings = new ArrayList<String>();
    if (!request.skipCheck()) {
      unreached(request.issuer()).ifPresent(warnings::add);
    }
    alike(request.issuer()).ifPresent(warnings::add);
    var change = change(request, thumbprints.of(request), warnings);
    return new ChangeReport(new Changes(List.of(change), request.dryRun()), warnings);
  }

  private Change change(Request request, List<String> named, List<String> warnings) {
    var writes = new CompletedWrites();
    var recording =
        new CreateProvider(new RecordingProviders(providers, writes), documents, thumbprints);
    try {
      return providers
          .ofIssuer(request.issuer())
          .flatMap(providers::find)
          .map(provider -> recording.update(provider, request, named))
          .orElseGet(() -> recording.create(request, named, warnings));
    } catch (ProblemException e) {
      throw writes.addTo(e);
    }
  }

  /// Warns of a similar issuer: AWS distinguishes issuers by a trailing slash and by letter case.
  private Optional<String> alike(IssuerUrl issuer) {
    return providers.list().stream()
        .map(ProviderArn::url)
        .filter(url -> !url.equals(issuer.text()))
        .filter(url -> plain(url).equals(plain(issuer.text())))
        .findFirst()
        .map(url ->
            "the account has an OIDC provider for %s, which AWS treats as another issuer than %s;"
                    .formatted(url, issuer)
                + " the provider must match the tokens' iss exactly");
  }

  private static String plain(String url) {
    return url.replaceFirst("/$", "").toLowerCase(Locale.ROOT);
  }

  /// Warns if the issuer is unreachable, since AWS may still reach it. A missing document, or that
  /// of another issuer, is an error.
  private Optional<String> unreached(IssuerUrl issuer) {
    try {
      documents.discovery(issuer.text());
      return Optional.empty();
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Unreachable unreachable) {
        return Optional.of(
            unreachable.message()
                + "; AWS must be able to reach it, otherwise STS rejects every token");
      }
      throw e;
    }
  }

  private Change create(Request request, List<String> named, List<String> warnings) {
    if (request.dryRun()) {
      return created(request, named, null);
    }
    try {
      return created(request, named, createProvider(request, named));
    } catch (ProblemException e) {
      if (!named.isEmpty() || !e.problem().code().equals(OidcProviders.THUMBPRINT_REQUIRED)) {
        throw e;
      }
      var required = thumbprints.required(request.issuer());
      var arn = createProvider(request, required);
      warnings.add(ProviderThumbprints.added(request.issuer()));
      return created(request, required, arn);
    }
  }

  private ProviderArn createProvider(Request request, List<String> thumbprints) {
    return providers.create(request.issuer(), request.audiences(), thumbprints, request.tags());
  }

  private static Change created(
      Request request, List<String> thumbprints, @Nullable ProviderArn arn) {
    var lines = new ArrayList<String>();
    request.audiences().forEach(audience -> lines.add("+ audience " + audience));
    thumbprints.forEach(thumbprint -> lines.add("+ thumbprint " + thumbprint));
    lines.addAll(TagDiff.of(Map.of(), request.tags(), false).lines());
    return change(request, Change.Action.CREATED, arn == null ? null : arn.text(), lines);
  }

  private Change update(OidcProvider provider, Request request, List<String> thumbprints) {
    var lines = new ArrayList<String>();
    audiences(provider, request, lines);
    thumbprints(provider, request, thumbprints, lines);
    tags(provider, request, lines);
    return change(
        request,
        lines.isEmpty() ? Change.Action.UNCHANGED : Change.Action.UPDATED,
        provider.arn().text(),
        lines);
  }

  private void audiences(OidcProvider provider, Request request, List<String> lines) {
    for (var audience : without(request.audiences(), provider.audiences())) {
      lines.add("+ audience " + audience);
      if (!request.dryRun()) {
        providers.addAudience(provider.arn(), audience);
      }
    }
    if (request.exact()) {
      for (var audience : without(provider.audiences(), request.audiences())) {
        lines.add("- audience " + audience);
        if (!request.dryRun()) {
          providers.removeAudience(provider.arn(), audience);
        }
      }
    }
  }

  private void thumbprints(
      OidcProvider provider, Request request, List<String> named, List<String> lines) {
    var there = provider.thumbprints().stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    var kept = request.exact() && !named.isEmpty() ? List.<String>of() : without(there, named);
    var room = MAX_THUMBPRINTS - named.size();
    var wanted = new LinkedHashSet<>(kept.subList(Math.max(0, kept.size() - room), kept.size()));
    wanted.addAll(named);
    if (wanted.equals(Set.copyOf(there))) { // their order does not matter
      return;
    }
    without(there, wanted).forEach(thumbprint -> lines.add("- thumbprint " + thumbprint));
    without(wanted, there).forEach(thumbprint -> lines.add("+ thumbprint " + thumbprint));
    if (!request.dryRun()) {
      providers.replaceThumbprints(provider.arn(), List.copyOf(wanted));
    }
  }

  private void tags(OidcProvider provider, Request request, List<String> lines) {
    var tags = TagDiff.of(provider.tags(), request.tags(), request.exact());
    lines.addAll(tags.lines());
    if (request.dryRun()) {
      return;
    }
    if (!tags.removed().isEmpty()) {
      providers.untag(provider.arn(), tags.removed());
    }
    if (!tags.added().isEmpty()) {
      providers.tag(provider.arn(), tags.added());
    }
  }

  private static Change change(
      Request request, Change.Action action, @Nullable String arn, List<String> lines) {
    return new Change(
        Change.Kind.OIDC_PROVIDER, request.issuer().text(), action, arn, String.join("\n", lines));
  }

  private static List<String> without(Collection<String> all, Collection<String> some) {
    return all.stream().filter(each -> !some.contains(each)).toList();
  }

  private static List<String> distinct(List<String> texts) {
    return texts.stream().distinct().toList();
  }
}
