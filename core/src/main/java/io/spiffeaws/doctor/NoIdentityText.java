package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.doctor.NoIdentityCause.NoEntry;
import io.spiffeaws.doctor.NoIdentityCause.NotReceived;
import io.spiffeaws.doctor.NoIdentityCause.OtherParent;
import io.spiffeaws.doctor.NoIdentityCause.OtherSelectors;
import io.spiffeaws.doctor.NoIdentityCause.OtherTrustDomain;
import io.spiffeaws.doctor.NoIdentityCause.Recent;
import io.spiffeaws.doctor.SelectorComparison.Outcome;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.time.DurationText;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The failed check of a missing identity whose cause is known, with the command that fixes it.
final class NoIdentityText {
  private static final String NAME = "identity";
  private static final Set<String> DISCOVERED = Set.of("unix:path", "unix:sha256");

  private static final int MOST_LISTED = 3;

  private final NoIdentityHints hints;
  private final NodeParents parents;

  NoIdentityText(NoIdentityHints hints, NodeParents parents) {
    this.hints = hints;
    this.parents = parents;
  }

  Check of(NoIdentityCause cause) {
    return switch (cause) {
      case NoEntry(var others) -> noEntry(others);
      case OtherTrustDomain(var own) -> otherTrustDomain(own);
      case OtherParent parent -> otherParent(parent);
      case OtherSelectors(var entry, var selectors) -> otherSelectors(entry, selectors);
      case Recent recent -> recent(recent);
      case NotReceived notReceived -> notReceived(notReceived);
    };
  }

  private Check noEntry(List<RegistrationEntry> others) {
    return Check.bad(
        NAME,
        "the SPIRE server has no registration entry for %s%s%s"
            .formatted(
                hints.expected().map(SpiffeId::toString).orElse("this process"),
                caller(),
                ofOthers(others)),
        (others.isEmpty() || others.size() > MOST_LISTED
                ? "create it with: "
                : "to have one of these IDs, run the program with the selectors of its entry; to create an"
                    + " entry for this process, run: ")
            + hints.register(parents.registerOption())
            + (parents.registerOption().isEmpty() ? "" : parents.choice(hints.nodes()))
            + hints.otherIds()
            + hints.thenCheck());
  }

  private static String ofOthers(List<RegistrationEntry> others) {
    if (others.isEmpty()) {
      return "";
    }
    return others.size() > MOST_LISTED
        ? "; its " + others.size() + " entries are for other processes"
        : "; it has entries for other processes: "
            + others.stream()
                .map(entry -> "%s (%s)".formatted(entry.spiffeId(), selectors(entry)))
                .collect(Collectors.joining(", "));
  }

  private Check otherTrustDomain(String own) {
    var expected = hints.expected().orElseThrow();
    return Check.bad(
        NAME,
        "the trust domain of the SPIRE server is %s, so it has no entry for %s"
            .formatted(own, expected),
        TypedCommand.of(
            "specify the ID that this process should have: --spiffe-id %s",
            new SpiffeId(own, expected.path())));
  }

  private Check otherParent(OtherParent cause) {
    var entry = cause.entry();
    var detail =
        name(entry)
            + " has the selectors of this process ("
            + selectors(entry)
            + "), but its parent "
            + entry.parentId()
            + (cause.below().isEmpty()
                ? " is neither an attested agent nor an alias of one; "
                    + (cause.others().isEmpty()
                        ? "the server has no attested agent"
                        : "attested: " + listed(cause.others()))
                : " is another node (%s); this node's agent is %s"
                    .formatted(listed(cause.below()), listed(cause.others())));
    return Check.bad(
        NAME,
        detail + (cause.others().size() > 1 ? ", and which of them is here is unknown" : ""),
        cause.others().isEmpty()
            ? "connect this node's agent to this SPIRE server, and start it again"
            : "move the entry to this node with: "
                + hints.update(entry, parents.option(cause.others()))
                + parents.choice(cause.others())
                + hints.thenCheck());
  }

  private Check otherSelectors(RegistrationEntry entry, List<SelectorComparison> selectors) {
    var differing = selectors.stream().filter(one -> one.outcome() == Outcome.DIFFERENT).toList();
    return Check.bad(
        NAME,
        name(entry)
            + " is for another process: "
            + differing.stream().map(hints::difference).collect(Collectors.joining("; "))
            + notChecked(selectors)
            + (differing.stream().anyMatch(SelectorComparison::ofContainer) ? caller() : ""),
        hints.correct(entry, selectors));
  }

  private Check recent(Recent cause) {
    var unknown = notChecked(cause.selectors());
    return Check.bad(
        NAME,
        "%s%s was created %s ago; agents receive new entries within about 5s%s%s"
            .formatted(
                name(cause.entry()),
                unknown.isEmpty() ? " fits this process and" : "",
                DurationText.print(cause.age()),
                unknown,
                unknown.isEmpty() ? "" : caller()),
        hints.retry()
            + (unknown.isEmpty()
                ? ""
                : "; if it fails again, " + hints.compare(cause.selectors())));
  }

  private String caller() {
    return hints.caller().isEmpty() ? "" : "; this process has " + hints.caller();
  }

  private Check notReceived(NotReceived cause) {
    var entry = cause.entry();
    var unknown = notChecked(cause.selectors());
    return Check.bad(
        NAME,
        (unknown.isEmpty()
                    ? "%s fits this process (%s, parent %s)%s, but the agent has not received it"
                    : "%s may be for another process (%s, parent %s)%s")
                .formatted(
                    name(entry),
                    selectors(entry),
                    entry.parentId(),
                    entry.createdAt().isPresent()
                        ? " and was created " + DurationText.print(cause.age()) + " ago"
                        : "")
            + (unknown.isEmpty() ? "" : unknown + caller()),
        notReceivedHint(cause));
  }

  private String notReceivedHint(NotReceived cause) {
    if (cause.entry().revision() > 0) {
      return hints.retry();
    }
    if (cause.selectors().stream().anyMatch(one -> DISCOVERED.contains(one.kind()))) {
      return "set discover_workload_path = true for the WorkloadAttestor \"unix\" in the agent's"
          + " configuration, and restart the agent";
    }
    return cause.selectors().stream().anyMatch(one -> one.outcome() == Outcome.UNKNOWN)
        ? hints.compare(cause.selectors())
        : "check the agent's log for a lost connection to its server, and that this server is the"
            + " agent's";
  }

  private static String notChecked(List<SelectorComparison> selectors) {
    var unknown =
        selectors.stream()
            .filter(one -> one.outcome() == Outcome.UNKNOWN)
            .map(one -> one.required().toString())
            .toList();
    return unknown.isEmpty() ? "" : "; not checked: " + String.join(", ", unknown);
  }

  private static String name(RegistrationEntry entry) {
    return "the entry %s for %s".formatted(entry.id(), entry.spiffeId());
  }

  private static String selectors(RegistrationEntry entry) {
    return entry.key().selectors().stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  private static String listed(Collection<SpiffeId> ids) {
    return ids.stream().map(SpiffeId::toString).collect(Collectors.joining(" or "));
  }
}
