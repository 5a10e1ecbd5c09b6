package io.spiffeaws.trust.iam;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// [Roles] in memory that record every write. Thread-safe.
public final class FakeRoles implements Roles {
  public final Map<String, Role> roles = Collections.synchronizedMap(new LinkedHashMap<>());
  public final Map<String, List<String>> attached =
      Collections.synchronizedMap(new LinkedHashMap<>());
  public final Map<String, Map<String, String>> inline =
      Collections.synchronizedMap(new LinkedHashMap<>());
  public final List<String> profiles = new ArrayList<>();
  public final List<String> writes = Collections.synchronizedList(new ArrayList<>());
  public final List<String> missingPolicies = new ArrayList<>();

  /// The write that is rejected, in the form of [#writes].
  public @Nullable String refused;

  /// Called when a policy was detached.
  public Runnable afterDetach = () -> {};

  /// Whether the caller may not list roles.
  public boolean listingRefused;

  public OptionalInt quota = OptionalInt.empty();

  /// Trust policies that another machine writes right after each write, one for each write.
  public final List<TrustPolicy> overwrites = new ArrayList<>();

  /// The number of reads that return a role as it was before its last trust policy write.
  public int staleReads;

  private final Map<String, Role> replaced = Collections.synchronizedMap(new LinkedHashMap<>());

  public FakeRoles with(String name, TrustPolicy trust, Map<String, String> tags) {
    roles.put(name, role(name, trust, tags));
    return this;
  }

  private static Role role(String name, TrustPolicy trust, Map<String, String> tags) {
    return new Role(
        name,
        "arn:aws:iam::123456789012:role/" + name,
        "/",
        "",
        Duration.ofHours(1),
        Optional.empty(),
        tags,
        trust);
  }

  public Role get(String name) {
    return find(name).orElseThrow();
  }

  @Override
  public Optional<Role> find(String name) {
    if (staleReads > 0 && replaced.containsKey(name)) {
      staleReads--;
      return Optional.ofNullable(replaced.get(name));
    }
    return Optional.ofNullable(roles.get(name));
  }

  @Override
  public List<Role> list() {
    return List.copyOf(roles.values());
  }

  @Override
  public List<ListedRole> listed() {
    if (listingRefused) {
      throw ProblemException.refused("denied", "not permitted: iam:ListRoles", "");
    }
    return roles.values().stream()
        .map(role -> new ListedRole(role.name(), role.description(), role.trust().compact()))
        .toList();
  }

  @Override
  public void describe(String name, String description) {
    writes.add("describe " + name);
    var role = get(name);
    roles.put(
        name,
        new Role(
            role.name(),
            role.arn(),
            role.path(),
            description,
            role.maxSession(),
            role.boundary(),
            role.tags(),
            role.trust()));
  }

  @Override
  public Role create(NewRole role) {
    writes.add("create " + role.name());
    var created =
        new Role(
            role.name(),
            "arn:aws:iam::123456789012:role/" + role.name(),
            role.path().orElse("/"),
            role.description().orElse(""),
            role.maxSession().orElse(Duration.ofHours(1)),
            role.boundary(),
            role.tags(),
            role.trust());
    roles.put(role.name(), created);
    return created;
  }

  @Override
  public void updateTrust(String name, TrustPolicy trust) {
    writes.add("trust " + name);
    var role = Objects.requireNonNull(roles.get(name));
    replaced.put(name, role);
    var written = overwrites.isEmpty() ? trust : overwrites.removeFirst();
    roles.put(name, copy(role, role.maxSession(), role.boundary(), role.tags(), written));
  }

  @Override
  public void updateMaxSession(String name, Duration maxSession) {
    writes.add("session " + name);
    var role = get(name);
    roles.put(name, copy(role, maxSession, role.boundary(), role.tags(), role.trust()));
  }

  @Override
  public void putBoundary(String name, String arn) {
    boundary(name, arn);
  }

  @Override
  public void deleteBoundary(String name) {
    boundary(name, null);
  }

  private void boundary(String name, @Nullable String arn) {
    writes.add("boundary " + name);
    var role = get(name);
    roles.put(
        name, copy(role, role.maxSession(), Optional.ofNullable(arn), role.tags(), role.trust()));
  }

  @Override
  public void tag(String name, Map<String, String> tags) {
    writes.add("tag " + name);
    var all = new LinkedHashMap<>(get(name).tags());
    all.putAll(tags);
    tags(name, all);
  }

  @Override
  public void untag(String name, Set<String> keys) {
    writes.add("untag " + name);
    var left = new LinkedHashMap<>(get(name).tags());
    left.keySet().removeAll(keys);
    tags(name, left);
  }

  private void tags(String name, Map<String, String> tags) {
    var role = get(name);
    roles.put(name, copy(role, role.maxSession(), role.boundary(), tags, role.trust()));
  }

  private static Role copy(
      Role role,
      Duration maxSession,
      Optional<String> boundary,
      Map<String, String> tags,
      TrustPolicy trust) {
    return new Role(
        role.name(),
        role.arn(),
        role.path(),
        role.description(),
        maxSession,
        boundary,
        tags,
        trust);
  }

  @Override
  public List<String> attachedPolicies(String name) {
    return List.copyOf(attached.getOrDefault(name, List.of()));
  }

  @Override
  public boolean lacksPolicy(String arn) {
    return missingPolicies.contains(arn);
  }

  @Override
  public void attachPolicy(String name, String arn) {
    writes.add("attach " + arn);
    attached.computeIfAbsent(name, _ -> new ArrayList<>()).add(arn);
  }

  @Override
  public void detachPolicy(String name, String arn) {
    writes.add("detach " + arn);
    attached.getOrDefault(name, new ArrayList<>()).remove(arn);
    afterDetach.run();
  }

  @Override
  public List<String> inlinePolicies(String name) {
    return List.copyOf(inline.getOrDefault(name, Map.of()).keySet());
  }

  @Override
  public Optional<String> inlinePolicy(String name, String policy) {
    return Optional.ofNullable(inline.getOrDefault(name, Map.of()).get(policy));
  }

  @Override
  public void putInlinePolicy(String name, String policy, String document) {
    if (("put " + policy).equals(refused)) {
      throw ProblemException.refused("malformed-policy-document", "IAM does not accept it", "");
    }
    writes.add("put " + policy);
    inline.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(policy, document);
  }

  @Override
  public void deleteInlinePolicy(String name, String policy) {
    writes.add("drop " + policy);
    inline.getOrDefault(name, new LinkedHashMap<>()).remove(policy);
  }

  @Override
  public List<String> instanceProfiles(String name) {
    return List.copyOf(profiles);
  }

  @Override
  public void delete(String name) {
    writes.add("delete " + name);
    roles.remove(name);
    attached.remove(name);
    inline.remove(name);
  }

  @Override
  public OptionalInt trustPolicyQuota() {
    return quota;
  }
}
