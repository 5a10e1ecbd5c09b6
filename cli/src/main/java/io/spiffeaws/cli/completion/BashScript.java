package io.spiffeaws.cli.completion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Completion for bash, from version 3.2 on, with or without the bash-completion package.
final class BashScript {
  private static final String FRAME =
      """
      # bash completion for PROGRAM, made by: PROGRAM completion bash

      # What the command at the path $1 has: commands, options, those of them that take a value.
      FUNCTION_at() {
        case $1 in
      TABLE
        esac
      }

      # What can stand as the value of the option $2 of the command at the path $1.
      FUNCTION_values() {
        case "$1:$2" in
      VALUES
        esac
      }

      FUNCTION_files() {
        compopt -o filenames 2>/dev/null
        local at=''
        [[ $cur != @* ]] || at=@
        COMPREPLY=($(compgen -P "$at" -f -- "${cur#@}"))
      }

      FUNCTION_program() {
        if declare -F _command_offset >/dev/null; then
          _command_offset "$1"
        elif ((COMP_CWORD == $1)); then
          COMPREPLY=($(compgen -c -- "$cur"))
        else
          FUNCTION_files
        fi
      }

      FUNCTION() {
        local IFS=$' \\t\\n' cur=${COMP_WORDS[COMP_CWORD]} path='' option='' word i=1
        local commands options valued arguments program values
        COMPREPLY=()
        FUNCTION_at ''
        while ((i < COMP_CWORD)); do
          word=${COMP_WORDS[i]}
          i=$((i + 1))
          if [[ $word == -- ]]; then
            FUNCTION_program "$i"
            return
          elif [[ " $valued " == *" $word "* ]]; then
            # bash makes a word of its own of the "=" in --option=value
            [[ ${COMP_WORDS[i]-} != = ]] || i=$((i + 1))
            ((i < COMP_CWORD)) || option=$word
            i=$((i + 1))
          elif [[ " $commands " == *" $word "* ]]; then
            path=${path:+$path }$word
            FUNCTION_at "$path"
          elif [[ -n $program && $word != -* ]]; then
            FUNCTION_program "$((i - 1))"
            return
          fi
        done
        [[ $cur != = ]] || cur=''
        values=$arguments
        if [[ -n $option ]]; then
          values=''
          FUNCTION_values "$path" "$option"
        elif [[ $cur == -* ]]; then
          values=$options
        elif [[ -n $program ]]; then
          FUNCTION_program "$COMP_CWORD"
          return
        elif [[ -n $commands ]]; then
          values=$commands
        fi
        IFS=$'\\n'
        if [[ $values == FILE ]]; then
          FUNCTION_files
        else
          COMPREPLY=($(IFS=' ' compgen -W "$values" -- "$cur"))
        fi
      }

      complete -F FUNCTION PROGRAM
      """;

  private final CommandWords top;

  BashScript(CommandWords top) {
    this.top = top;
  }

  String text() {
    return FRAME
        .replace("TABLE", table())
        .replace("VALUES", values())
        .replace("FUNCTION", "_" + top.program().replace('-', '_'))
        .replace("PROGRAM", top.program());
  }

  private String table() {
    return top.all().map(BashScript::row).collect(Collectors.joining("\n"));
  }

  private static String row(CommandWords command) {
    var valued = command.options().stream().filter(OptionWords::takesValue).toList();
    return """
    '%s')
      commands='%s'
      options='%s'
      valued='%s'
      arguments='%s'
      program='%s'
      ;;\
    """
        .formatted(
            command.path(),
            command.children().stream().map(CommandWords::name).collect(Collectors.joining(" ")),
            names(command.options()),
            names(valued),
            command.arguments().stream().findFirst().map(BashScript::words).orElse(""),
            command.runsProgram() ? "yes" : "")
        .indent(4)
        .stripTrailing();
  }

  private static String names(List<OptionWords> options) {
    return options.stream()
        .flatMap(option -> option.names().stream())
        .collect(Collectors.joining(" "));
  }

  private String values() {
    var byValue = new LinkedHashMap<String, String>();
    top.knownValues(":")
        .forEach(
            (option, value) -> byValue.merge(words(value), pattern(option), "%s | %s"::formatted));
    return byValue.entrySet().stream().map(BashScript::valueRow).collect(Collectors.joining("\n"));
  }

  /// A path has blanks and must be quoted; the `*` that stands for any path must not.
  private static String pattern(String option) {
    return option.startsWith("*") ? option : "'" + option + "'";
  }

  private static String valueRow(Map.Entry<String, String> row) {
    return "    %s) values='%s' ;;".formatted(row.getValue(), row.getKey());
  }

  private static String words(Value value) {
    return switch (value) {
      case Value.OneOf(var words) -> String.join(" ", words);
      case Value.FilePath _ -> "FILE";
      case Value.None _, Value.Text _ -> "";
    };
  }
}
