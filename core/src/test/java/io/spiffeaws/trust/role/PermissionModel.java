package io.spiffeaws.trust.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import io.spiffeaws.trust.subject.NewTrustPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// A small model of permissions: the permissions of each principal of a role, computed
/// independently of the code under test. Its trust policies list IDs exactly and have no Deny.
public final class PermissionModel {
  public static final List<String> IDS =
      List.of(
          "spiffe://example.org/a",
          "spiffe://example.org/b",
          "spiffe://example.org/c",
          "spiffe://example.org/d");

  /// A principal of a statement that the tool does not manage.
  public static final String OTHER = "arn:aws:iam::999999999999:root";

  private static final String MANAGED = "arn:aws:iam::aws:policy/";
  private static final List<String> ACTIONS = List.of("s3:GetObject", "s3:PutObject", "sqs:Send");
  private static final List<String> RESOURCES = List.of("arn:aws:s3:::one", "arn:aws:s3:::two");
  private static final Map<String, List<String>> GRANTED =
      Map.of(
          MANAGED + "P1", List.of("s3:GetObject"),
          MANAGED + "P2", List.of("s3:PutObject", "sqs:Send"),
          MANAGED + "B1", List.of("s3:GetObject", "sqs:Send"),
          MANAGED + "B2", List.of("s3:GetObject", "s3:PutObject"));

  private PermissionModel() {}

  /// The permissions of each principal with the role.
  public static Map<String, Set<String>> rights(FakeRoles roles, String name) {
    var role = roles.get(name);
    var permitted = permitted(roles, role);
    var rights = new LinkedHashMap<String, Set<String>>();
    var trust = role.trust().compact();
    for (var who : principals()) {
      rights.put(who, trust.contains("\"" + who + "\"") ? permitted : Set.of());
    }
    return rights;
  }

  private static List<String> principals() {
    var all = new ArrayList<>(IDS);
    all.add(OTHER);
    return all;
  }

  private static Set<String> permitted(FakeRoles roles, Role role) {
    var allowed = new HashSet<String>();
    var denied = new HashSet<String>();
    for (var arn : roles.attachedPolicies(role.name())) {
      if (arn.endsWith("AWSDenyAll")) {
        denied.addAll(grants(ACTIONS, RESOURCES, true));
      } else {
        allowed.addAll(grants(GRANTED.getOrDefault(arn, List.of()), RESOURCES, true));
      }
    }
    for (var policy : roles.inlinePolicies(role.name())) {
      var document = (Json.Obj) JsonText.parse(roles.inlinePolicy(role.name(), policy).get(), "");
      for (var item : ((Json.Arr) document.get("Statement").get()).items()) {
        var statement = (Json.Obj) item;
        var deny = statement.text("Effect").get().equals("Deny");
        // a conditional Deny does not always apply
        (deny ? denied : allowed)
            .addAll(
                grants(
                    texts(statement, "Action"),
                    texts(statement, "Resource"),
                    statement.get("Condition").isEmpty()));
      }
    }
    allowed.removeAll(denied);
    role.boundary()
        .ifPresent(arn ->
            allowed.retainAll(grants(GRANTED.getOrDefault(arn, List.of()), RESOURCES, true)));
    return allowed;
  }

  /// @param always whether it also applies to requests that do not satisfy the condition
  private static Set<String> grants(List<String> actions, List<String> resources, boolean always) {
    var grants = new HashSet<String>();
    for (var action : actions) {
      for (var resource : resources) {
        for (var one : resource.equals("*") ? RESOURCES : List.of(resource)) {
          grants.add(action + " " + one + " if");
          if (always) {
            grants.add(action + " " + one + " else");
          }
        }
      }
    }
    return grants;
  }

  private static List<String> texts(Json.Obj statement, String member) {
    return TrustStatement.texts(statement.get(member).get());
  }

  /// Returns the same roles; the check runs after each write.
  public static Roles watched(FakeRoles roles, Runnable check) {
    return (Roles)
        Proxy.newProxyInstance(
            Roles.class.getClassLoader(),
            new Class<?>[] {Roles.class},
            (_, method, arguments) -> {
              try {
                var writes = roles.writes.size();
                var answer = method.invoke(roles, arguments);
                if (roles.writes.size() > writes) {
                  check.run();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /// Asserts that no principal has more permissions than before or than after.
  public static void assertWithin(
      Map<String, Set<String>> now,
      Map<String, Set<String>> before,
      Map<String, Set<String>> after,
      String what) {
    now.forEach((who, rights) -> {
      if (!before.getOrDefault(who, Set.of()).containsAll(rights)) {
        assertThat(after.getOrDefault(who, Set.of())).as(who + ": " + what).containsAll(rights);
      }
    });
  }

  public static List<String> ids(SplittableRandom random) {
    var ids = new ArrayList<String>();
    IDS.stream().filter(_ -> random.nextBoolean()).forEach(ids::add);
    return ids.isEmpty() ? List.of(IDS.get(random.nextInt(IDS.size()))) : ids;
  }

  public static Set<String> attached(SplittableRandom random) {
    var attached = new HashSet<String>();
    for (var policy : List.of("P1", "P2", "AWSDenyAll")) {
      if (random.nextInt(policy.equals("AWSDenyAll") ? 6 : 2) == 0) {
        attached.add(MANAGED + policy);
      }
    }
    return attached;
  }

  public static Optional<String> boundary(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> Optional.of(MANAGED + "B1");
      case 1 -> Optional.of(MANAGED + "B2");
      default -> Optional.empty();
    };
  }

  /// Documents by name.
  public static Map<String, String> inline(SplittableRandom random) {
    var inline = new HashMap<String, String>();
    for (var name : List.of("one", "two", "three")) {
      if (random.nextBoolean()) {
        inline.put(name, document(random));
      }
    }
    return inline;
  }

  private static String document(SplittableRandom random) {
    var statements = new ArrayList<Json>();
    for (var i = random.nextInt(1, 4); i > 0; i--) {
      var statement =
          Json.object()
              .with("Effect", Json.of(random.nextInt(4) == 0 ? "Deny" : "Allow"))
              .with("Action", Json.strings(some(ACTIONS, random)))
              .with(
                  "Resource",
                  random.nextInt(5) == 0 ? Json.of("*") : Json.strings(some(RESOURCES, random)));
      statements.add(
          random.nextInt(5) == 0
              ? statement.with(
                  "Condition",
                  Json.object().with("Bool", Json.object().with("aws:if", Json.of("true"))))
              : statement);
    }
    return JsonText.compact(
        Json.object()
            .with("Version", Json.of("2012-10-17"))
            .with("Statement", Json.array(statements)));
  }

  private static List<String> some(List<String> all, SplittableRandom random) {
    var some = all.stream().filter(_ -> random.nextBoolean()).toList();
    return some.isEmpty() ? List.of(all.get(random.nextInt(all.size()))) : some;
  }

  /// Adds a role with random policies and boundary.
  public static void put(
      FakeRoles roles,
      String name,
      TrustPolicy trust,
      Map<String, String> tags,
      SplittableRandom random) {
    roles.roles.put(
        name,
        new Role(
            name,
            "arn:aws:iam::123456789012:role/" + name,
            "/",
            "by hand",
            Duration.ofHours(1),
            boundary(random),
            tags,
            trust));
    attached(random).forEach(arn -> roles.attachPolicy(name, arn));
    inline(random).forEach((policy, text) -> roles.putInlinePolicy(name, policy, text));
    roles.writes.clear();
  }

  /// A trust policy that allows the IDs, and optionally a principal that is not managed.
  public static TrustPolicy trust(ProviderArn provider, List<String> ids, boolean other) {
    var trust =
        NewTrustPolicy.of(provider, "sts.amazonaws.com", ids.stream().map(Subject::new).toList());
    return other
        ? trust.plus(
            Json.object()
                .with("Effect", Json.of("Allow"))
                .with("Principal", Json.object().with("AWS", Json.of(OTHER)))
                .with("Action", Json.of("sts:AssumeRole")))
        : trust;
  }
}
