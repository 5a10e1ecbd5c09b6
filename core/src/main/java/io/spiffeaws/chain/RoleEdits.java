package io.spiffeaws.chain;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.Meaning;
import io.spiffeaws.trust.ProviderArn;
import io.spiffeaws.trust.ProviderStatements;
import io.spiffeaws.trust.TagDiff;
import io.spiffeaws.trust.WantedRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What makes a role just what is wanted. Statements of its trust policy for other principals, tags
/// that are not named, and a permissions boundary where none is named, stay.
///
/// New policies come before the old ones go, so that workloads lose nothing in between. Where
/// others are let in, or IAM does not take old and new together, the old ones go first: whoever
/// comes in has never what was meant for those before.
final class RoleEdits {
  /// How many managed policies a role may have, more where the account has the quota raised (IAM
  /// User Guide, "IAM and AWS STS quotas").
  private static final int MAX_ATTACHED = 10;

  /// How many characters its inline policies may have together.
  private static final int MAX_INLINE = 10_240;

  private static final Duration USUAL_SESSION = Duration.ofHours(1);

  private RoleEdits() {}

  /// @param former providers that it may trust no longer
  static List<RoleEdit> between(RoleState found, WantedRole wanted, List<ProviderArn> former) {
    var edits = ofRole(found, wanted, former);
    var added = added(found, wanted);
    var taken = taken(found, wanted);
    var takenFirst =
        edits.stream().anyMatch(RoleEdit.Trust.class::isInstance) || !fitTogether(found, wanted);
    edits.addAll(0, takenFirst ? taken : List.of());
    edits.addAll(added);
    edits.addAll(takenFirst ? List.of() : taken);
    return edits;
  }

  private static List<RoleEdit> ofRole(
      RoleState found, WantedRole wanted, List<ProviderArn> former) {
    var edits = new ArrayList<RoleEdit>();
    var role = found.role();
    var trust =
        ProviderStatements.replaced(role.trust(), wanted.target().provider(), wanted.trust());
    for (var arn : former) {
      trust = ProviderStatements.without(trust, arn);
    }
    if (!trust.equals(role.trust())) {
      edits.add(new RoleEdit.Trust(role.trust(), trust));
    }
    var session = wanted.maxSession().orElse(USUAL_SESSION);
    if (!session.equals(role.maxSession())) {
      edits.add(new RoleEdit.MaxSession(role.maxSession(), session));
    }
    wanted
        .boundary()
        .filter(arn -> !role.boundary().equals(Optional.of(arn)))
        .ifPresent(arn -> edits.add(new RoleEdit.Boundary(role.boundary(), arn)));
    var tags = TagDiff.of(role.tags(), wanted.marked(), false);
    if (!tags.added().isEmpty()) {
      edits.add(new RoleEdit.Tags(tags.added(), tags.lines()));
    }
    return edits;
  }

  /// The policies of a role that is made.
  static List<RoleEdit> of(WantedRole wanted) {
    var edits = new ArrayList<RoleEdit>();
    wanted.attached().forEach(arn -> edits.add(new RoleEdit.Attach(arn)));
    inline(wanted)
        .forEach((name, document) ->
            edits.add(new RoleEdit.PutPolicy(name, Optional.empty(), document)));
    return edits;
  }

  private static List<RoleEdit> added(RoleState found, WantedRole wanted) {
    var edits = new ArrayList<RoleEdit>();
    for (var arn : wanted.attached()) {
      if (!found.attached().contains(arn)) {
        edits.add(new RoleEdit.Attach(arn));
      }
    }
    var puts = new ArrayList<RoleEdit.PutPolicy>();
    inline(wanted)
        .forEach((name, document) -> {
          var before = Optional.ofNullable(found.inline().get(name));
          if (before.filter(there -> Meaning.same(there, document)).isEmpty()) {
            puts.add(new RoleEdit.PutPolicy(name, before, document));
          }
        });
    // what shrinks makes room for what grows
    puts.sort(Comparator.comparingInt(RoleEdits::growth));
    edits.addAll(puts);
    return edits;
  }

  private static int growth(RoleEdit.PutPolicy put) {
    return length(put.after()) - put.before().map(RoleEdits::length).orElse(0);
  }

  private static List<RoleEdit> taken(RoleState found, WantedRole wanted) {
    var edits = new ArrayList<RoleEdit>();
    found.attached().stream()
        .filter(arn -> !wanted.attached().contains(arn))
        .forEach(arn -> edits.add(new RoleEdit.Detach(arn)));
    var documents = inline(wanted);
    found.inline().keySet().stream()
        .filter(name -> !documents.containsKey(name))
        .forEach(name -> edits.add(new RoleEdit.DeletePolicy(name)));
    return edits;
  }

  /// Whether IAM takes the new policies while the old ones are there.
  private static boolean fitTogether(RoleState found, WantedRole wanted) {
    var attached = new HashSet<>(found.attached());
    attached.addAll(wanted.attached());
    var documents = new HashMap<>(found.inline());
    documents.putAll(inline(wanted));
    return attached.size() <= MAX_ATTACHED
        && documents.values().stream().mapToInt(RoleEdits::length).sum() <= MAX_INLINE;
  }

  private static int length(Json document) {
    return JsonText.compact(document).length();
  }

  static Map<String, Json> inline(WantedRole wanted) {
    var documents = new TreeMap<String, Json>();
    wanted
        .inline()
        .forEach(
            (name, text) -> documents.put(name, JsonText.parse(text, "the inline policy " + name)));
    return documents;
  }
}
