package io.spiffeaws.s3;

import io.spiffeaws.s3.DenialCause.Match;
import io.spiffeaws.s3.PermissionEvaluation.Applies;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds out which policy denied a request: from the service's message if it names the kind of
/// policy, otherwise by evaluating the policies that can be read. Compatible services report a
/// session policy as an identity-based policy, so both are evaluated.
final class FindDenialCause {
  private static final List<DenyingLayer> EVALUATED =
      List.of(
          DenyingLayer.IDENTITY_POLICY,
          DenyingLayer.PERMISSIONS_BOUNDARY,
          DenyingLayer.SESSION_POLICY,
          DenyingLayer.BUCKET_POLICY);

  private final AccessFacts facts;
  private final PermissionEvaluation evaluation;

  FindDenialCause(AccessFacts facts, AccessCall call) {
    this.facts = facts;
    this.evaluation = new PermissionEvaluation(call);
  }

  DenialCause run(Denial denial) {
    if (denial.ofKey()) {
      return DenialCause.named(denial);
    }
    return denial
        .layer()
        .map(layer -> EVALUATED.contains(layer) ? confirmed(denial, layer) : named(denial))
        .orElseGet(() -> evaluated(denial));
  }

  private static DenialCause named(Denial denial) {
    return DenialCause.named(denial);
  }

  private DenialCause confirmed(Denial denial, DenyingLayer layer) {
    if (denial.explicit()) {
      return Stream.of(layer, DenyingLayer.SESSION_POLICY)
          .flatMap(
              one -> denying(one, _ -> true).map(found -> explicit(denial, one, found)).stream())
          .findFirst()
          .orElseGet(() -> named(denial));
    }
    if (layer != DenyingLayer.IDENTITY_POLICY) {
      return named(denial);
    }
    var allowing = allowing(layer, Applies.YES);
    if (!facts.sessionPolicies().isEmpty()
        && (allowing.isPresent() || facts.role().isEmpty())
        && allows(DenyingLayer.SESSION_POLICY) == Applies.NO) {
      return DenialCause.implicit(denial, DenyingLayer.SESSION_POLICY);
    }
    return allowing.map(policy -> named(denial).allowedBy(policy)).orElseGet(() -> named(denial));
  }

  private DenialCause evaluated(Denial denial) {
    return explicit(denial, Match::sure)
        .or(() -> lacking(denial))
        .or(() -> explicit(denial, match -> !match.sure()))
        .or(() ->
            facts.requesterPays()
                ? Optional.of(DenialCause.implicit(denial, DenyingLayer.REQUESTER_PAYS))
                : Optional.empty())
        .orElseGet(() -> named(denial));
  }

  private Optional<DenialCause> explicit(Denial denial, Predicate<Match> wanted) {
    return EVALUATED.stream()
        .flatMap(
            layer -> denying(layer, wanted).map(match -> explicit(denial, layer, match)).stream())
        .findFirst();
  }

  private static DenialCause explicit(Denial denial, DenyingLayer layer, Match match) {
    return DenialCause.explicit(denial, layer, match);
  }

  /// The first layer that must allow the request, and does not. A bucket policy may allow it in
  /// place of the role's policies.
  private Optional<DenialCause> lacking(Denial denial) {
    return Stream.of(
            DenyingLayer.PERMISSIONS_BOUNDARY,
            DenyingLayer.SESSION_POLICY,
            DenyingLayer.IDENTITY_POLICY)
        .filter(layer -> known(layer) && allows(layer) == Applies.NO)
        .filter(layer ->
            layer != DenyingLayer.IDENTITY_POLICY
                || allows(DenyingLayer.BUCKET_POLICY) == Applies.NO)
        .findFirst()
        .map(layer -> DenialCause.implicit(denial, layer));
  }

  private boolean known(DenyingLayer layer) {
    return layer == DenyingLayer.IDENTITY_POLICY
        ? facts.role().isPresent()
        : !policies(layer).isEmpty();
  }

  /// The statement of a layer that denies the request: one that applies for sure, if there is one.
  private Optional<Match> denying(DenyingLayer layer, Predicate<Match> wanted) {
    return Stream.of(Applies.YES, Applies.UNKNOWN)
        .flatMap(applies -> matches(layer, TrustStatement::denies, applies))
        .filter(wanted)
        .findFirst();
  }

  private Applies allows(DenyingLayer layer) {
    return Stream.of(Applies.YES, Applies.UNKNOWN)
        .filter(applies -> allowing(layer, applies).isPresent())
        .findFirst()
        .orElse(Applies.NO);
  }

  private Optional<PermissionPolicy> allowing(DenyingLayer layer, Applies applies) {
    return matches(layer, TrustStatement::allows, applies).map(Match::policy).findFirst();
  }

  private Stream<Match> matches(
      DenyingLayer layer, Predicate<TrustStatement> effect, Applies wanted) {
    Function<TrustStatement, Applies> applies =
        layer == DenyingLayer.BUCKET_POLICY ? evaluation::appliesToPrincipal : evaluation::applies;
    return policies(layer).stream()
        .flatMap(policy ->
            policy.statements().stream()
                .filter(effect)
                .filter(statement -> applies.apply(statement) == wanted)
                .map(statement -> new Match(policy, statement, wanted == Applies.YES)));
  }

  private List<PermissionPolicy> policies(DenyingLayer layer) {
    return switch (layer) {
      case IDENTITY_POLICY -> facts.role().map(RolePermissions::identity).orElse(List.of());
      case PERMISSIONS_BOUNDARY ->
          facts.role().flatMap(RolePermissions::boundary).stream().toList();
      case SESSION_POLICY -> facts.sessionPolicies();
      case BUCKET_POLICY -> facts.bucketPolicy().stream().toList();
      default -> List.of();
    };
  }
}
