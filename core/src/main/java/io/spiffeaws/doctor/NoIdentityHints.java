package io.spiffeaws.doctor;

import io.spiffeaws.doctor.SelectorComparison.Outcome;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.CallerSelectors;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.system.Account;
import io.spiffeaws.system.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// The commands that give this process an identity.
///
/// @param process this process
/// @param user returns a user by its ID
/// @param expected the ID that this process should have
/// @param trusted the IDs that the role trusts, of which this process may have any
/// @param hint the hint of the entry that this process requires
/// @param trustDomain the trust domain of the server, if it is known
/// @param nodes the agents of the server
/// @param typed what the reader types
record NoIdentityHints(
    Caller process,
    LongFunction<Account> user,
    Optional<SpiffeId> expected,
    List<SpiffeId> trusted,
    Optional<String> hint,
    Optional<String> trustDomain,
    SortedSet<SpiffeId> nodes,
    ReaderCommands typed) {
  /// The kinds whose value in an entry may be replaced by that of this process. A path may not: for
  /// a Java program it is that of the Java runtime, which other programs have too.
  private static final Set<String> CORRECTABLE =
      Set.of("unix:uid", "unix:user", "unix:gid", "unix:group", "k8s:ns", "k8s:pod-uid");

  NoIdentityHints {
    trusted = List.copyOf(trusted);
    nodes = new TreeSet<>(nodes);
  }

  String caller() {
    return CallerText.of(process);
  }

  /// The command that creates the entry.
  ///
  /// @param parent the option for its parent, with a blank before it, or empty
  String register(String parent) {
    return "spiffe-aws register %s %s%s%s%s"
        .formatted(
            id().map(id -> TypedCommand.word(id.toString())).orElse("ID"),
            CallerSelectors.options(process),
            hint.map(label -> TypedCommand.of(" --hint %s", label)).orElse(""),
            parent,
            typed.serverOption());
  }

  private Optional<SpiffeId> id() {
    return expected
        .or(() -> trusted.stream().findFirst())
        .or(() -> trustDomain.map(domain -> new SpiffeId(domain, "/" + CallerText.name(process))));
  }

  /// The clause behind the command that creates the entry: the other IDs that it could have.
  String otherIds() {
    return expected.isPresent() || trusted.size() < 2
        ? ""
        : ", or with another ID that the role trusts: "
            + trusted.stream().skip(1).map(SpiffeId::toString).collect(Collectors.joining(" "));
  }

  String update(RegistrationEntry entry, String options) {
    return TypedCommand.of("spiffe-aws entry update %s ", entry.id())
        + options
        + typed.serverOption();
  }

  /// The clause behind a command that changes an entry: the check after it, which waits for the
  /// agent; empty if the reader's command waits already.
  String thenCheck() {
    return typed.doctorAgain().map(command -> "; then check it with: " + command).orElse("");
  }

  String retry() {
    return typed
        .doctorAgain()
        .map(command -> "to wait for it, run: " + command)
        .orElse("run the command again after some seconds");
  }

  /// Describes a selector that this process does not have.
  String difference(SelectorComparison selector) {
    var own =
        selector.ownValues().stream()
            .map(value -> shown(selector, value))
            .collect(Collectors.joining(" "));
    return "%s: the entry has %s, this process has %s"
        .formatted(
            selector.kind(),
            shown(selector, selector.value()),
            own.isEmpty() ? none(selector) : own);
  }

  private String shown(SelectorComparison selector, String value) {
    return selector.kind().equals("unix:uid") ? user(value) : value;
  }

  private static String none(SelectorComparison selector) {
    return selector.required().type().equals("unix")
        ? "none"
        : "none, since it runs in no container";
  }

  private String user(String uid) {
    return uid.matches("[0-9]{1,10}") ? user.apply(Long.parseLong(uid)).toString() : uid;
  }

  /// The command that replaces the selectors that this process does not have, and what to do
  /// instead if the entry is right.
  String correct(RegistrationEntry entry, List<SelectorComparison> selectors) {
    var differing = selectors.stream().filter(one -> one.outcome() == Outcome.DIFFERENT).toList();
    var right = right(differing);
    return differing.stream()
            .allMatch(one -> CORRECTABLE.contains(one.kind()) && !one.own().isEmpty())
        ? "if the entry is wrong, correct it with: %s%s; if the entry is right, %s"
            .formatted(
                update(
                    entry,
                    TypedCommand.options(
                        "--selector",
                        selectors.stream().map(NoIdentityHints::corrected).distinct().toList())),
                thenCheck(),
                right)
        : right;
  }

  /// What to do about selectors that could not be compared with this process.
  String compare(List<SelectorComparison> selectors) {
    var unknown = selectors.stream().filter(one -> one.outcome() == Outcome.UNKNOWN).toList();
    var inContainer =
        unknown.stream().anyMatch(SelectorComparison::ofContainer) && !process.container().known();
    return (inContainer
            ? "run the program in a container with the selectors that were not checked, or compare"
                + " them"
            : "compare the selectors that were not checked")
        + " with this process; the agent's log shows which ones it has";
  }

  private static String corrected(SelectorComparison selector) {
    return (selector.outcome() == Outcome.DIFFERENT
            ? selector.own().getFirst()
            : selector.required())
        .toString();
  }

  /// What to run instead of this process.
  private String right(List<SelectorComparison> differing) {
    return differing.stream()
        .map(selector ->
            switch (selector.kind()) {
              case "unix:uid" -> Optional.of("as user " + user(selector.value()));
              case "unix:user" -> Optional.of("as user " + selector.value());
              case "unix:gid", "unix:group" -> Optional.of("with group " + selector.value());
              case "unix:supplementary_gid", "unix:supplementary_group" ->
                  Optional.of("as a user in group " + selector.value());
              case "unix:path" -> Optional.of("as " + selector.value());
              default -> Optional.<String>empty();
            })
        .flatMap(Optional::stream)
        .distinct()
        .reduce((a, b) -> a + " " + b)
        .map(how -> "run the program " + how)
        .orElse("run the program in a container with these selectors");
  }
}
