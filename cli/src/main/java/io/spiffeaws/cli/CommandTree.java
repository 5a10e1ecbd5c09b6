package io.spiffeaws.cli;

import io.spiffeaws.cli.agent.AgentCommand;
import io.spiffeaws.cli.config.ConfigCommand;
import io.spiffeaws.cli.config.PathCommand;
import io.spiffeaws.cli.config.UseCommand;
import io.spiffeaws.cli.config.ViewCommand;
import io.spiffeaws.cli.creds.CredsCommand;
import io.spiffeaws.cli.creds.EnvCommand;
import io.spiffeaws.cli.creds.ExecCommand;
import io.spiffeaws.cli.creds.FileCommand;
import io.spiffeaws.cli.creds.GetCommand;
import io.spiffeaws.cli.creds.ProcessCommand;
import io.spiffeaws.cli.creds.ProfileCommand;
import io.spiffeaws.cli.creds.ServeCommand;
import io.spiffeaws.cli.creds.cache.CacheCommand;
import io.spiffeaws.cli.creds.cache.ClearCommand;
import io.spiffeaws.cli.entry.DeleteCommand;
import io.spiffeaws.cli.entry.EntryCommand;
import io.spiffeaws.cli.entry.ExportCommand;
import io.spiffeaws.cli.entry.ListCommand;
import io.spiffeaws.cli.entry.ShowCommand;
import io.spiffeaws.cli.entry.UpdateCommand;
import io.spiffeaws.cli.jwt.FetchCommand;
import io.spiffeaws.cli.jwt.InspectCommand;
import io.spiffeaws.cli.jwt.JwtCommand;
import io.spiffeaws.cli.jwt.ValidateCommand;
import io.spiffeaws.cli.jwt.WatchCommand;
import io.spiffeaws.cli.oidc.OidcCommand;
import io.spiffeaws.cli.render.AdmissionCommand;
import io.spiffeaws.cli.render.ControllerManagerCommand;
import io.spiffeaws.cli.render.HelmValuesCommand;
import io.spiffeaws.cli.render.KubernetesCommand;
import io.spiffeaws.cli.render.OidcProviderCommand;
import io.spiffeaws.cli.render.RenderCommand;
import io.spiffeaws.cli.render.SpireAgentCommand;
import io.spiffeaws.cli.render.SpireServerCommand;
import io.spiffeaws.cli.render.WorkloadCommand;
import io.spiffeaws.cli.s3.CheckCommand;
import io.spiffeaws.cli.s3.S3Command;
import io.spiffeaws.cli.sandbox.DemoCommand;
import io.spiffeaws.cli.sandbox.RotateCaCommand;
import io.spiffeaws.cli.sandbox.RunCommand;
import io.spiffeaws.cli.sandbox.SandboxCommand;
import io.spiffeaws.cli.trust.AddSubCommand;
import io.spiffeaws.cli.trust.LintCommand;
import io.spiffeaws.cli.trust.ListSubsCommand;
import io.spiffeaws.cli.trust.PolicyCommand;
import io.spiffeaws.cli.trust.RemoveSubCommand;
import io.spiffeaws.cli.trust.TrustCommand;
import io.spiffeaws.cli.trust.anchor.AnchorCommand;
import io.spiffeaws.cli.trust.anchor.SyncCommand;
import io.spiffeaws.cli.trust.provider.ProviderCommand;
import io.spiffeaws.cli.trust.role.RoleCommand;
import io.spiffeaws.cli.x509.X509Command;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// The tree of commands. The path of a command is the path of its class.
///
/// Add a command here: `command("add-sub", AddSubCommand::new)`, in its group, in the order that
/// help shows.
final class CommandTree {
  private static final List<Node> COMMANDS =
      List.of(
          command("register", RegisterCommand::new),
          group(
              "entry",
              EntryCommand::new,
              command("list", ListCommand::new),
              command("show", ShowCommand::new),
              command("export", ExportCommand::new),
              command("update", UpdateCommand::new),
              command("delete", DeleteCommand::new)),
          group(
              "agent", AgentCommand::new, command("list", io.spiffeaws.cli.agent.ListCommand::new)),
          group(
              "trust",
              TrustCommand::new,
              group(
                  "provider",
                  ProviderCommand::new,
                  command("create", io.spiffeaws.cli.trust.provider.CreateCommand::new),
                  command("show", io.spiffeaws.cli.trust.provider.ShowCommand::new),
                  command("list", io.spiffeaws.cli.trust.provider.ListCommand::new),
                  command("delete", io.spiffeaws.cli.trust.provider.DeleteCommand::new)),
              group(
                  "anchor",
                  AnchorCommand::new,
                  command("create", io.spiffeaws.cli.trust.anchor.CreateCommand::new),
                  command("show", io.spiffeaws.cli.trust.anchor.ShowCommand::new),
                  command("list", io.spiffeaws.cli.trust.anchor.ListCommand::new),
                  command("delete", io.spiffeaws.cli.trust.anchor.DeleteCommand::new),
                  command("sync", SyncCommand::new)),
              group(
                  "profile",
                  io.spiffeaws.cli.trust.profile.ProfileCommand::new,
                  command("create", io.spiffeaws.cli.trust.profile.CreateCommand::new),
                  command("show", io.spiffeaws.cli.trust.profile.ShowCommand::new),
                  command("list", io.spiffeaws.cli.trust.profile.ListCommand::new),
                  command("delete", io.spiffeaws.cli.trust.profile.DeleteCommand::new)),
              group(
                  "role",
                  RoleCommand::new,
                  command("create", io.spiffeaws.cli.trust.role.CreateCommand::new),
                  command("show", io.spiffeaws.cli.trust.role.ShowCommand::new),
                  command("list", io.spiffeaws.cli.trust.role.ListCommand::new),
                  command("delete", io.spiffeaws.cli.trust.role.DeleteCommand::new)),
              command("add-sub", AddSubCommand::new),
              command("remove-sub", RemoveSubCommand::new),
              command("list-subs", ListSubsCommand::new),
              command("policy", PolicyCommand::new),
              command("lint", LintCommand::new),
              command("check", io.spiffeaws.cli.trust.CheckCommand::new)),
          group(
              "jwt",
              JwtCommand::new,
              command("fetch", FetchCommand::new),
              command("inspect", InspectCommand::new),
              command("validate", ValidateCommand::new),
              command("watch", WatchCommand::new)),
          group(
              "x509", X509Command::new, command("fetch", io.spiffeaws.cli.x509.FetchCommand::new)),
          group(
              "creds",
              CredsCommand::new,
              command("get", GetCommand::new),
              command("env", EnvCommand::new),
              command("process", ProcessCommand::new),
              command("exec", ExecCommand::new),
              command("serve", ServeCommand::new),
              command("file", FileCommand::new),
              command("profile", ProfileCommand::new),
              group(
                  "cache",
                  CacheCommand::new,
                  command("list", io.spiffeaws.cli.creds.cache.ListCommand::new),
                  command("clear", ClearCommand::new))),
          group(
              "oidc",
              OidcCommand::new,
              command("check", io.spiffeaws.cli.oidc.CheckCommand::new),
              command("export", io.spiffeaws.cli.oidc.ExportCommand::new)),
          group("s3", S3Command::new, command("check", CheckCommand::new)),
          command("doctor", DoctorCommand::new),
          group(
              "sandbox",
              SandboxCommand::new,
              command("run", RunCommand::new),
              command("demo", DemoCommand::new),
              command("rotate-ca", RotateCaCommand::new)),
          command("plan", PlanCommand::new),
          command("apply", ApplyCommand::new),
          command("destroy", DestroyCommand::new),
          command("import", ImportCommand::new),
          group(
              "render",
              RenderCommand::new,
              command("spire-server", SpireServerCommand::new),
              command("spire-agent", SpireAgentCommand::new),
              command("oidc-provider", OidcProviderCommand::new),
              command("kubernetes", KubernetesCommand::new),
              command("workload", WorkloadCommand::new),
              command("admission", AdmissionCommand::new),
              command("controller-manager", ControllerManagerCommand::new),
              command("helm-values", HelmValuesCommand::new),
              command("check", io.spiffeaws.cli.render.CheckCommand::new)),
          group(
              "config",
              ConfigCommand::new,
              command("view", ViewCommand::new),
              command("use", UseCommand::new),
              command("path", PathCommand::new)),
          command("completion", CompletionCommand::new),
          command("help", HelpCommand::new),
          command("version", VersionCommand::new));

  /// A name in the tree. The command is built on demand, since reading a class's annotations takes
  /// time.
  private record Node(String name, Supplier<Object> command, List<Node> children) {}

  private CommandTree() {}

  /// The whole tree, as help, completion and the documents need it.
  static CommandLine of(SpiffeAws root) {
    return laidOut(build(root, COMMANDS, _ -> true));
  }

  /// The commands that an argument names: all that a correct command line can reach, in a fraction
  /// of the time. Errors in an incorrect one can only be explained with [#around].
  static CommandLine reachedBy(String... arguments) {
    var words = Set.copyOf(Arrays.asList(arguments));
    return Parsing.configure(build(new SpiffeAws(), COMMANDS, node -> words.contains(node.name())));
  }

  /// The commands that an argument names and their siblings, as help and error messages need them.
  /// Siblings have a name and a summary only.
  static CommandLine around(String... arguments) {
    return laidOut(around(new SpiffeAws(), COMMANDS, Set.copyOf(Arrays.asList(arguments))));
  }

  /// The words of each command, without the name of the program: `trust add-sub`.
  static Stream<String> paths() {
    return COMMANDS.stream().flatMap(node -> paths(node, ""));
  }

  private static Stream<String> paths(Node node, String above) {
    var path = above + node.name();
    return node.children().isEmpty()
        ? Stream.of(path)
        : node.children().stream().flatMap(child -> paths(child, path + " "));
  }

  private static CommandLine laidOut(CommandLine commands) {
    HelpLayout.apply(Parsing.configure(commands));
    return commands;
  }

  private static CommandLine around(Object command, List<Node> children, Set<String> words) {
    var line = new CommandLine(command);
    for (var child : children) {
      line.addSubcommand(
          child.name(),
          words.contains(child.name())
              ? around(child.command().get(), child.children(), words)
              : summary(child.command().get()));
    }
    return line;
  }

  private static CommandLine summary(Object command) {
    var spec = CommandSpec.create();
    spec.usageMessage().description(command.getClass().getAnnotation(Command.class).description());
    return new CommandLine(spec);
  }

  private static CommandLine build(Object command, List<Node> children, Predicate<Node> wanted) {
    var line = new CommandLine(command);
    for (var child : children) {
      if (wanted.test(child)) {
        line.addSubcommand(child.name(), build(child.command().get(), child.children(), wanted));
      }
    }
    return line;
  }

  private static Node command(String name, Supplier<Object> command) {
    return new Node(name, command, List.of());
  }

  private static Node group(String name, Supplier<Object> command, Node... children) {
    return new Node(name, command, List.of(children));
  }
}
