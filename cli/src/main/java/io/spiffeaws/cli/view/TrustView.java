package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.ListSubjects;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.ShowRole;
import io.spiffeaws.trust.role.TrustingRole;
import io.spiffeaws.trust.subject.ListedSubject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Shows OIDC providers, roles, and the subjects that roles trust.
public final class TrustView {
  private TrustView() {}

  /// @return the exit code
  public static int show(ChangeReport outcome, Output output) {
    outcome.warnings().forEach(output::warning);
    return ChangesView.show(outcome.changes(), output);
  }

  public static void show(OidcProvider provider, Output output) {
    output.result(() -> Json.object().with("provider", json(provider)), () -> text(provider));
  }

  public static void show(List<OidcProvider> providers, Output output) {
    output.result(
        () ->
            Json.object()
                .with("providers", Json.array(providers.stream().map(TrustView::json).toList())),
        () -> providerTable(providers).print(output));
  }

  public static void show(ShowRole.Result shown, Output output) {
    output.result(() -> Json.object().with("role", json(shown)), () -> text(shown));
  }

  public static void show(ListSubjects.Result listed, Output output) {
    listed.warnings().forEach(output::warning);
    output.result(
        () ->
            Json.object()
                .with("subs", Json.array(listed.subjects().stream().map(TrustView::json).toList())),
        () -> subjectTable(listed.subjects()).print(output));
  }

  private static Table providerTable(List<OidcProvider> providers) {
    var table = new Table("URL", "AUDIENCES", "ARN").optional("ARN");
    providers.forEach(provider ->
        table.row(
            List.of(
                provider.url(), String.join(",", provider.audiences()), provider.arn().text())));
    return table;
  }

  private static Table subjectTable(List<ListedSubject> subjects) {
    if (subjects.stream().noneMatch(ListedSubject::byCertificate)) {
      var table = new Table("SUBJECT");
      subjects.stream().map(ListedSubject::sub).distinct().forEach(sub -> table.row(List.of(sub)));
      return table;
    }
    var table = new Table("SUBJECT", "ALLOWED BY");
    subjects.stream()
        .map(subject -> List.of(subject.sub(), way(subject)))
        .distinct()
        .forEach(table::row);
    return table;
  }

  /// The issuer, or the trust anchors.
  private static String way(ListedSubject subject) {
    if (!subject.byCertificate()) {
      return ProviderArn.find(subject.provider()).map(ProviderArn::url).orElse(subject.provider());
    }
    return subject.anchors().isEmpty() ? "any trust anchor" : String.join(",", subject.anchors());
  }

  /// Roles, one in each row.
  public static void showRoles(List<TrustingRole> roles, Output output) {
    output.result(
        () -> Json.object().with("roles", Json.array(roles.stream().map(TrustView::json).toList())),
        () -> table(roles).print(output));
  }

  private static Table table(List<TrustingRole> roles) {
    var table = new Table("ROLE", "ARN", "ISSUERS", "SUBJECTS").optional("ARN", "ISSUERS");
    roles.forEach(role ->
        table.row(
            List.of(
                role.name(),
                role.arn(),
                String.join(",", role.issuers()),
                String.join(",", role.subjects()))));
    return table;
  }

  private static Json.Obj json(TrustingRole role) {
    return Json.object()
        .with("name", Json.of(role.name()))
        .with("arn", Json.of(role.arn()))
        .with("issuers", Json.strings(role.issuers()))
        .with("subs", Json.strings(role.subjects()));
  }

  /// The document alone, in both forms.
  public static void show(TrustPolicy policy, Output output) {
    output.result(policy::document, () -> policy.pretty() + "\n");
  }

  private static Json.Obj json(OidcProvider provider) {
    return Json.object()
        .with("arn", Json.of(provider.arn().text()))
        .with("url", Json.of(provider.url()))
        .with("audiences", Json.strings(provider.audiences()))
        .with("thumbprints", Json.strings(provider.thumbprints()))
        .with("tags", json(provider.tags()));
  }

  private static Json json(ListedSubject subject) {
    return Json.object()
        .with("sub", Json.of(subject.sub()))
        .with("operator", Json.of(subject.operator()))
        .with("provider", Json.of(subject.provider()))
        .with("audiences", Json.strings(subject.audiences()))
        .with("trust_anchors", Json.strings(subject.anchors()))
        .with("statement", Json.of(subject.statement()));
  }

  private static Json.Obj json(ShowRole.Result shown) {
    var role = shown.role();
    var json =
        Json.object()
            .with("name", Json.of(role.name()))
            .with("arn", Json.of(role.arn()))
            .with("path", Json.of(role.path()))
            .with("description", Json.of(role.description()))
            .with("max_session_seconds", Json.of(role.maxSession().toSeconds()))
            .with(
                "permissions_boundary",
                role.boundary().<Json>map(Json::of).orElseGet(Json.Null::new))
            .with("policies", Json.strings(shown.attachedPolicies()))
            .with("inline_policies", Json.strings(shown.inlinePolicies()))
            .with("tags", json(role.tags()));
    return json.with("trust_policy", role.trust().document());
  }

  static Json.Obj json(Map<String, String> tags) {
    var json = Json.object();
    for (var tag : new TreeMap<>(tags).entrySet()) {
      json = json.with(tag.getKey(), Json.of(tag.getValue()));
    }
    return json;
  }

  private static String text(OidcProvider provider) {
    return field("url", provider.url())
        + field("arn", provider.arn().text())
        + fields("audience", provider.audiences())
        + fields("thumbprint", provider.thumbprints())
        + fields("tag", texts(provider.tags()));
  }

  private static String text(ShowRole.Result shown) {
    var role = shown.role();
    return field("name", role.name())
        + field("arn", role.arn())
        + fields(
            "description", role.description().isEmpty() ? List.of() : List.of(role.description()))
        + field("max session", DurationText.print(role.maxSession()))
        + fields("boundary", role.boundary().stream().toList())
        + fields("policy", shown.attachedPolicies())
        + fields("inline policy", shown.inlinePolicies())
        + fields("tag", texts(role.tags()))
        + "trust policy\n"
        + role.trust()
            .pretty()
            .lines()
            .map(line -> "  " + line + "\n")
            .collect(Collectors.joining());
  }

  static List<String> texts(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream().map(tag -> tag.getKey() + "=" + tag.getValue()).toList();
  }

  static String fields(String name, List<String> values) {
    return values.stream().map(value -> field(name, value)).collect(Collectors.joining());
  }

  static String field(String name, String value) {
    return "%-14s %s\n".formatted(name, value);
  }
}
