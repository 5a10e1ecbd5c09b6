package io.spiffeaws.render.kubernetes;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.sts.SessionName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The workloads of some namespaces as variables of an admission policy, in CEL: `account` and
/// `labels` of the pod, and `matching`, the workloads whose selectors match it. A workload with
/// more labels comes first.
///
/// @param workloads of the namespaces, with distinct selections
/// @param account of the roles
/// @param region of the roles
record AdmissionTable(
    List<PodWorkload> workloads, Optional<String> account, Optional<String> region) {
  /// Rows of one expression, which CEL limits to 100,000 characters.
  private static final int ROWS = 100;

  /// A key of a row that is a label has this prefix.
  private static final String LABEL = "label:";

  AdmissionTable {
    workloads =
        workloads.stream()
            .sorted(
                Comparator.<PodWorkload>comparingInt(it -> it.pods().labels().size()).reversed())
            .toList();
  }

  /// The namespaces of the workloads, sorted.
  List<String> namespaces() {
    return workloads.stream().map(PodWorkload::namespace).distinct().sorted().toList();
  }

  /// The ARNs of the workloads' roles, sorted.
  List<String> roles() {
    return workloads.stream()
        .flatMap(workload -> workload.arn(account, region).stream())
        .map(Object::toString)
        .distinct()
        .sorted()
        .toList();
  }

  /// Items of `variables`.
  String variables() {
    var tables = tables();
    return """
    - name: account
      expression: 'object.spec.?serviceAccountName.orValue("") == "" ? "default" : object.spec.serviceAccountName'
    - name: labels
      expression: object.metadata.?labels.orValue({})
    %s- name: matching
      expression: |-
        (%s).filter(w,
          w.namespace == request.namespace && w.account == variables.account &&
          w.all(k, !k.startsWith("label:") ||
            (k.substring(6) in variables.labels && variables.labels[k.substring(6)] == w[k])))
    """
        .formatted(
            String.join("", tables),
            IntStream.rangeClosed(1, tables.size())
                .mapToObj(number -> "variables.workloads" + number)
                .collect(Collectors.joining(" + ")));
  }

  private List<String> tables() {
    var tables = new ArrayList<String>();
    for (var from = 0; from < workloads.size(); from += ROWS) {
      var rows =
          workloads.subList(from, Math.min(from + ROWS, workloads.size())).stream()
              .map(workload -> "      " + row(workload) + ",\n")
              .collect(Collectors.joining());
      tables.add(
          "- name: workloads%d\n  expression: |-\n    [\n%s    ]\n"
              .formatted(tables.size() + 1, rows));
    }
    return tables;
  }

  /// A map of CEL, whose values must all be strings.
  private String row(PodWorkload workload) {
    var id = workload.workload().spiffeId().toString();
    Map<String, String> row = new LinkedHashMap<>();
    row.put("namespace", workload.namespace());
    row.put("account", workload.account());
    new TreeMap<>(workload.pods().labels()).forEach((name, value) -> row.put(LABEL + name, value));
    row.put("id", id);
    row.put("audience", workload.audience());
    row.put("sidecar", workload.sidecar());
    row.put("role", workload.arn(account, region).map(Object::toString).orElse(""));
    row.put("session", SessionName.of(id).text());
    return row.entrySet().stream()
        .map(member -> text(member.getKey()) + ": " + text(member.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /// A string literal of CEL, whose escapes are those of JSON (Common Expression Language, "String
  /// and bytes values").
  static String text(String text) {
    return JsonText.compact(Json.of(text));
  }

  /// A list of string literals.
  static String texts(List<String> texts) {
    return texts.stream().map(AdmissionTable::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
