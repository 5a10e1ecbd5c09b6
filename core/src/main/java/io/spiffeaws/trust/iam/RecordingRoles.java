package io.spiffeaws.trust.iam;

import io.spiffeaws.change.StopRequest;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// [Roles] that record completed writes. After a stop request, they start no further one.
public final class RecordingRoles implements Roles {
  private final Roles roles;
  private final CompletedWrites writes;
  private final StopRequest stop;

  public RecordingRoles(Roles roles, CompletedWrites writes, StopRequest stop) {
    this.roles = roles;
    this.writes = writes;
    this.stop = stop;
  }

  @Override
  public Optional<Role> find(String name) {
    return roles.find(name);
  }

  @Override
  public List<Role> list() {
    return roles.list();
  }

  @Override
  public List<ListedRole> listed() {
    return roles.listed();
  }

  @Override
  public Role create(NewRole role) {
    stop.beginChange();
    var created = roles.create(role);
    writes.add("the role %s was created with its trust policy".formatted(role.name()));
    return created;
  }

  @Override
  public void updateTrust(String name, TrustPolicy trust) {
    stop.beginChange();
    roles.updateTrust(name, trust);
    writes.add("the trust policy of role %s was written".formatted(name));
  }

  @Override
  public void updateMaxSession(String name, Duration maxSession) {
    stop.beginChange();
    roles.updateMaxSession(name, maxSession);
    writes.add("its max session was set to %ds".formatted(maxSession.toSeconds()));
  }

  @Override
  public void putBoundary(String name, String arn) {
    stop.beginChange();
    roles.putBoundary(name, arn);
    writes.add("its permissions boundary was set");
  }

  @Override
  public void deleteBoundary(String name) {
    stop.beginChange();
    roles.deleteBoundary(name);
    writes.add("its permissions boundary was removed");
  }

  @Override
  public void describe(String name, String description) {
    stop.beginChange();
    roles.describe(name, description);
    writes.add("its description was set");
  }

  @Override
  public void tag(String name, Map<String, String> tags) {
    stop.beginChange();
    roles.tag(name, tags);
    writes.add("its tags were set");
  }

  @Override
  public void untag(String name, Set<String> keys) {
    stop.beginChange();
    roles.untag(name, keys);
    writes.add("some of its tags were removed");
  }

  @Override
  public List<String> attachedPolicies(String name) {
    return roles.attachedPolicies(name);
  }

  @Override
  public boolean lacksPolicy(String arn) {
    return roles.lacksPolicy(arn);
  }

  @Override
  public void attachPolicy(String name, String arn) {
    stop.beginChange();
    roles.attachPolicy(name, arn);
    writes.add("the policy %s was attached".formatted(arn));
  }

  @Override
  public void detachPolicy(String name, String arn) {
    stop.beginChange();
    roles.detachPolicy(name, arn);
    writes.add("the policy %s was detached".formatted(arn));
  }

  @Override
  public List<String> inlinePolicies(String name) {
    return roles.inlinePolicies(name);
  }

  @Override
  public Optional<String> inlinePolicy(String name, String policy) {
    return roles.inlinePolicy(name, policy);
  }

  @Override
  public void putInlinePolicy(String name, String policy, String document) {
    stop.beginChange();
    roles.putInlinePolicy(name, policy, document);
    writes.add("the inline policy %s was written".formatted(policy));
  }

  @Override
  public void deleteInlinePolicy(String name, String policy) {
    stop.beginChange();
    roles.deleteInlinePolicy(name, policy);
    writes.add("the inline policy %s was deleted".formatted(policy));
  }

  @Override
  public List<String> instanceProfiles(String name) {
    return roles.instanceProfiles(name);
  }

  @Override
  public void delete(String name) {
    stop.beginChange();
    roles.delete(name);
    writes.add("the role %s was deleted".formatted(name));
  }

  @Override
  public OptionalInt trustPolicyQuota() {
    return roles.trustPolicyQuota();
  }
}
