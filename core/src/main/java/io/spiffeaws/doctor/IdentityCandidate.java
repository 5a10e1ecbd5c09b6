package io.spiffeaws.doctor;

import io.spiffeaws.doctor.NoIdentityCause.NotReceived;
import io.spiffeaws.doctor.NoIdentityCause.OtherParent;
import io.spiffeaws.doctor.NoIdentityCause.OtherSelectors;
import io.spiffeaws.doctor.NoIdentityCause.Recent;
import io.spiffeaws.doctor.SelectorComparison.Outcome;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.system.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// An entry that may be meant for this process, and why this process does not get its identity.
final class IdentityCandidate {
  private static final int MOST_SELECTORS = 1000;

  private final RegistrationEntry entry;
  private final List<SelectorComparison> selectors;
  private final SortedSet<SpiffeId> below;
  private final SortedSet<SpiffeId> others;
  private final Duration age;

  IdentityCandidate(RegistrationEntry entry, Caller caller, NodeReach reach, Instant now) {
    this.entry = entry;
    this.selectors = SelectorComparison.of(entry.key().selectors(), caller);
    this.below = reach.below(entry.parentId());
    this.others = new TreeSet<>(reach.all());
    this.others.removeAll(below);
    var sinceCreation = Duration.between(entry.createdAt().orElse(Instant.EPOCH), now);
    this.age = sinceCreation.isNegative() ? Duration.ZERO : sinceCreation;
  }

  /// Returns whether this process has at least one selector of the entry.
  boolean nearlyFits() {
    return count(Outcome.EQUAL) > 0;
  }

  /// Returns how far the entry is from one that this process would get: first by its cause, then by
  /// the number of selectors that are not equal.
  int rank() {
    var kind =
        switch (cause()) {
          case Recent _ -> 0;
          case NotReceived _ -> 1;
          case OtherParent _ -> 2;
          default -> 3;
        };
    return kind * MOST_SELECTORS + selectors.size() - count(Outcome.EQUAL);
  }

  NoIdentityCause cause() {
    if (count(Outcome.DIFFERENT) > 0) {
      return new OtherSelectors(entry, selectors);
    }
    if (below.isEmpty()) {
      return new OtherParent(entry, below, others);
    }
    if (age.compareTo(NoIdentityCause.RECENT) < 0) {
      return new Recent(entry, selectors, age);
    }
    return others.isEmpty()
        ? new NotReceived(entry, selectors, age)
        : new OtherParent(entry, below, others);
  }

  private int count(Outcome outcome) {
    return (int) selectors.stream().filter(one -> one.outcome() == outcome).count();
  }
}
