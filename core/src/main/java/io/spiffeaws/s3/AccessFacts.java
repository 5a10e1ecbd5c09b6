package io.spiffeaws.s3;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.text.EditDistance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The policies that decide about a session's access to a bucket, each read at most once and only
/// when it is needed. A policy that cannot be read is unknown. Not thread-safe.
final class AccessFacts {
  private final AccessPolicies policies;
  private final ObtainCredentials.Request session;
  private final String bucket;
  private final Map<String, Optional<?>> known = new LinkedHashMap<>();
  private final Set<String> unread = new LinkedHashSet<>();

  AccessFacts(AccessPolicies policies, ObtainCredentials.Request session, String bucket) {
    this.policies = policies;
    this.session = session;
    this.bucket = bucket;
  }

  ObtainCredentials.Request session() {
    return session;
  }

  String bucket() {
    return bucket;
  }

  /// Returns the policies of the session's role, or empty if they cannot be read.
  Optional<RolePermissions> role() {
    return once(
        "the policies of role " + session.target().name(),
        RolePermissions.class,
        () -> policies.role(session.target()));
  }

  /// Returns the bucket's policy, or empty if there is none or it cannot be read.
  Optional<PermissionPolicy> bucketPolicy() {
    return once(
        "the bucket policy",
        PermissionPolicy.class,
        () ->
            policies
                .bucketPolicy(bucket)
                .map(text -> PermissionPolicy.parse("bucket policy", "", text)));
  }

  /// Returns whether requesters pay; false if that cannot be read.
  boolean requesterPays() {
    return once(
            "the requester pays setting of the bucket",
            Boolean.class,
            () -> Optional.of(policies.requesterPays(bucket)))
        .orElse(false);
  }

  /// Returns the bucket of the account that is probably meant, if the account has none of the
  /// requested name.
  Optional<String> misspelt() {
    return once(
        "the list of buckets",
        String.class,
        () ->
            policies.buckets().contains(bucket)
                ? Optional.empty()
                : EditDistance.nearest(bucket, policies.buckets()));
  }

  /// Returns the session policies of the request that can be read.
  List<PermissionPolicy> sessionPolicies() {
    var all = new ArrayList<PermissionPolicy>();
    session
        .policies()
        .sessionPolicy()
        .flatMap(text ->
            once(
                "the session policy",
                PermissionPolicy.class,
                () -> Optional.of(PermissionPolicy.parse("session policy", "", text))))
        .ifPresent(all::add);
    for (var arn : session.policies().policyArns()) {
      once(
              "the session policy " + arn,
              PermissionPolicy.class,
              () -> Optional.of(policies.managed(arn)))
          .ifPresent(all::add);
    }
    return all;
  }

  /// Returns what could not be read, each with its cause.
  List<String> unread() {
    return List.copyOf(unread);
  }

  private <T> Optional<T> once(String what, Class<T> type, Supplier<Optional<T>> read) {
    return known.computeIfAbsent(what, _ -> read(what, read)).map(type::cast);
  }

  private <T> Optional<T> read(String what, Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (ProblemException e) {
      unread.add(what + " cannot be read (" + e.problem().message() + ")");
      return Optional.empty();
    }
  }
}
