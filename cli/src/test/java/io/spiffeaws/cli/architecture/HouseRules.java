package io.spiffeaws.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.spiffeaws.cli.CliCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The rules of docs/dev/architecture.md, as checks of the compiled classes of core, sandbox and
/// cli.
final class HouseRules {
  private static final String GENERATED = "io.spiffeaws.spire.proto..";
  private static final Pattern ADAPTER =
      Pattern.compile("(Grpc|Sdk|Https)[A-Z].*|ExecRegistrationEntries");

  private HouseRules() {}

  /// The rules by their description.
  static Map<String, ArchRule> all() {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put("only Main ends the process", exit());
    rules.put("only the console touches the standard streams and the environment", streams());
    rules.put("time, waiting and randomness are injected", time());
    rules.put("threads are not virtual", threads());
    rules.put("picocli stays in cli", picocli());
    rules.put("the AWS SDK stays in classes named Sdk", sdk());
    rules.put("gRPC and java-spiffe stay in classes named Grpc", grpc());
    rules.put("foreign functions are called by classes named Foreign", foreign());
    rules.put("packages have no cycles", cycles());
    rules.put("commands know no adapter", commands());
    rules.put("no record prints a secret", secrets());
    rules.put("nothing reveals a secret to be printed", revelations());
    rules.put("names are the field's terms", names());
    rules.put("there is no static mutable state", state());
    return rules;
  }

  private static ArchRule exit() {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.spiffeaws.cli.Main")
        .should()
        .accessTargetWhere(target("java\\.lang\\.(System|Runtime)\\.(exit|halt)"));
  }

  private static ArchRule streams() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.spiffeaws.cli.console")
        .should()
        .accessTargetWhere(target("java\\.lang\\.System\\.(in|out|err|getenv|console)"));
  }

  private static ArchRule time() {
    return noClasses()
        .that(not(named("Main|TrainingRun")))
        .and()
        .resideOutsideOfPackage("..wiring..")
        .should()
        .accessTargetWhere(
            target(
                "java\\.time\\.(Instant|\\w*DateTime|LocalDate)\\.now"
                    + "|java\\.time\\.Clock\\.system\\w*"
                    + "|java\\.lang\\.Thread\\.sleep"
                    + "|java\\.util\\.Random\\.<init>"));
  }

  /// In a native image, a virtual thread that waits for a socket may never be woken (decision 12).
  private static ArchRule threads() {
    return noClasses()
        .should()
        .accessTargetWhere(
            target(
                "java\\.lang\\.Thread\\.(ofVirtual|startVirtualThread)"
                    + "|java\\.util\\.concurrent\\.Executors\\.newVirtualThreadPerTaskExecutor"));
  }

  private static ArchRule picocli() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.spiffeaws.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..");
  }

  /// Wiring is exempt: it holds clients to close them.
  private static ArchRule sdk() {
    return noClasses()
        .that(not(named("Sdk.*")))
        .and()
        .resideOutsideOfPackage("..wiring..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..");
  }

  /// The sandbox is exempt: its services implement these protocols.
  private static ArchRule grpc() {
    return noClasses()
        .that(
            not(named("Grpc.*")).and(not(resideInAnyPackage(GENERATED, "io.spiffeaws.sandbox.."))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.grpc..", "io.spiffe..");
  }

  /// A native image substitutes these classes.
  private static ArchRule foreign() {
    return noClasses()
        .that(not(named("Foreign.*")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..");
  }

  /// The top of cli refers to every command and every command to the top, so cli is one slice here
  /// and its packages are checked separately.
  private static ArchRule cycles() {
    return CompositeArchRule.of(
            slices().assignedFrom(new PackageSlices()).should().beFreeOfCycles())
        .and(
            slices()
                .matching("io.spiffeaws.cli.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true));
  }

  private static ArchRule commands() {
    return noClasses()
        .that()
        .areAssignableTo(CliCommand.class)
        .should()
        .dependOnClassesThat(named(ADAPTER.pattern()))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "io.grpc..", "io.spiffe..");
  }

  /// The token of a next page is not a secret.
  private static ArchRule secrets() {
    return noFields()
        .that()
        .areDeclaredInClassesThat()
        .areRecords()
        .and()
        .haveRawType(String.class)
        .and()
        .doNotHaveModifier(JavaModifier.STATIC)
        .should()
        .haveNameMatching("(?i)(?!nextToken|pageToken).*(secret|token|password).*");
  }

  private static ArchRule revelations() {
    var reveal = target("io\\.spiffeaws\\.secret\\.Secret\\.reveal");
    return noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "toString reveals a secret",
                access -> access.getOrigin().getName().equals("toString") && reveal.test(access)));
  }

  private static ArchRule names() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(GENERATED)
        .should()
        .haveNameMatching(".*[.$](Abstract\\w*|\\w*(Impl|Utils?|Helper|Manager))");
  }

  private static ArchRule state() {
    return fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat(not(resideInAPackage(GENERATED)))
        .should()
        .beFinal();
  }

  /// A class by the simple name of its source file.
  private static DescribedPredicate<JavaClass> named(String pattern) {
    var names = Pattern.compile(pattern);
    return describe(
        "are written in a file named " + pattern,
        type -> {
          var local = type.getName().substring(type.getPackageName().length()).replace(".", "");
          return type.getPackageName().startsWith("io.spiffeaws")
              && names.matcher(local.replaceFirst("\\$.*", "")).matches();
        });
  }

  private static DescribedPredicate<JavaAccess<?>> target(String pattern) {
    var names = Pattern.compile(pattern);
    return describe(
        "the target is " + pattern,
        access ->
            names
                .matcher(access.getTargetOwner().getName() + "." + access.getTarget().getName())
                .matches());
  }

  private static final class PackageSlices implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("io.spiffeaws.cli")
          ? SliceIdentifier.of("cli")
          : SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages, cli being one";
    }
  }
}
