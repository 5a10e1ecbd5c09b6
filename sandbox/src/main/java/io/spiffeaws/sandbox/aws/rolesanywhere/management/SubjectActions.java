package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Subject;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.util.List;

/// The operations on the subjects that have requested sessions.
record SubjectActions(Registry registry) {
  private static final String TYPE = "subject";

  List<Operation> operations() {
    return List.of(
        Operation.onAll("GET", "/subjects", "ListSubjects", 200, this::list),
        Operation.onOne("GET", "/subject/{id}", "GetSubject", TYPE, this::show));
  }

  private Json.Obj list(ManagementCall call) {
    var all = registry.subjects().list(call.region()).stream().map(SubjectActions::json).toList();
    return Pages.of(call, "subjects", all);
  }

  private Json.Obj show(ManagementCall call) {
    var subject =
        registry
            .subjects()
            .find(call.arn(TYPE))
            .orElseThrow(() -> RestRefusals.notFound("Subject not found"));
    return Json.object()
        .with("subject", json(subject).with("credentials", Json.array(subject.credentials())));
  }

  private static Json.Obj json(Subject subject) {
    return ResourceJson.of(subject.resource(), "subject")
        .without("name")
        .with("x509Subject", Json.of(subject.x509Subject()))
        .with("lastSeenAt", Json.of(subject.lastSeen().toString()));
  }
}
