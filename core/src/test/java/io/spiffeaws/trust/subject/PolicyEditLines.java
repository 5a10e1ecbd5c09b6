package io.spiffeaws.trust.subject;

import io.spiffeaws.change.Change;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.AddSubjects;
import io.spiffeaws.trust.RemoveSubjects;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.lint.FixTrust;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.WayLookup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Edits trust policies like the commands do, line by line. It reads a policy and an edit from
/// standard input, and prints the edited policy, the warnings and the error. A test oracle in
/// another language uses it.
final class PolicyEditLines {
  private static final IssuerUrl ISSUER = IssuerUrl.parse("https://p.example");
  private static final RoleReference ROLE = RoleReference.parse("app");

  private final FakeOidcProviders providers =
      new FakeOidcProviders().with(ISSUER.text(), List.of("a", "b", "c"), List.of());

  private PolicyEditLines() {}

  public static void main(String[] arguments) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var edit = (Json.Obj) JsonText.parse(line, "the line");
      out.println(JsonText.compact(new PolicyEditLines().answer(edit)));
    }
    out.flush();
  }

  private Json.Obj answer(Json.Obj line) {
    var roles =
        new FakeRoles().with("app", new TrustPolicy((Json.Obj) member(line, "policy")), Map.of());
    var answer = Json.object();
    try {
      answer = answer.with("warnings", Json.strings(edit(line, roles)));
    } catch (ProblemException e) {
      answer = answer.with("error", Json.of(e.problem().code()));
    }
    return answer
        .with("policy", roles.get("app").trust().document())
        .with("writes", Json.of(roles.writes.size()));
  }

  /// The warnings, and the reasons for unchanged subjects.
  private static List<String> said(ChangeReport outcome) {
    var said = new ArrayList<>(outcome.warnings());
    outcome.changes().changes().stream()
        .filter(change -> change.action() == Change.Action.UNCHANGED)
        .forEach(change -> said.add(change.detail()));
    return said;
  }

  private List<String> edit(Json.Obj line, FakeRoles roles) {
    var way = way(line);
    return switch (line.text("op").orElseThrow()) {
      case "add" ->
          said(
              new AddSubjects(roles, providers, RoleLocks.NONE, PolicyEditLines::pass)
                  .run(
                      new AddSubjects.Request(
                          ROLE,
                          subjects(line),
                          way,
                          line.get("narrow").isPresent(),
                          false,
                          line.text("old"),
                          false)));
      case "remove" ->
          said(
              new RemoveSubjects(roles, providers, RoleLocks.NONE, PolicyEditLines::pass)
                  .run(new RemoveSubjects.Request(ROLE, subjects(line), way, false)));
      default -> {
        var _ =
            new FixTrust(roles, providers, RoleLocks.NONE, PolicyEditLines::pass)
                .run(new FixTrust.Request(ROLE, List.of(), false));
        yield List.of();
      }
    };
  }

  private static WayLookup way(Json.Obj line) {
    var anchor =
        line.text("anchor")
            .map(arn -> RolesAnywhereArn.parse(arn, RolesAnywhereArn.Type.TRUST_ANCHOR));
    return new WayLookup(
        anchor.isPresent() ? Optional.empty() : Optional.of(ISSUER), line.text("audience"), anchor);
  }

  private static List<Subject> subjects(Json.Obj line) {
    return List.of(Subject.parse(line.text("subject").orElseThrow()));
  }

  private static Json member(Json.Obj line, String name) {
    return line.get(name).orElseThrow();
  }

  private static void pass(Duration duration) {}
}
