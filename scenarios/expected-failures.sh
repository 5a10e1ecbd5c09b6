# For scripts that run scenarios where some cannot pass.

# run_scenarios LOG BINARY ONLY: runs scenarios in the sandbox with a binary, and copies Maven's output to a file
run_scenarios() {
  mvn -B -ntp verify -pl scenarios -am -Dscenarios.once=false -Dtest=none -Dit.test=ScenariosIT \
    -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dmaven.test.failure.ignore=true \
    -Dscenarios.only="$3" -Dscenarios.worlds=sandbox-by-binary -Dspiffe-aws.binary="$2" \
    ${MAVEN_ARGS-} </dev/null | tee "$1"
  grep -q 'Tests run: [1-9]' "$1" || { echo "no scenario was run" >&2 && return 1; }
}

# unexpected_results LOG all|some EXPECTED SOMETIMES: prints the scenarios that failed and are in neither list, and, if
# all were run, the expected ones that did not fail. The lists are separated by spaces.
unexpected_results() {
  local failed expected
  failed=$(grep -oE 'ScenariosIT\.[a-z0-9-]+/[a-z0-9-]+\.scenario' "$1" | sed 's/.*\///; s/\.scenario//' | sort -u |
    grep -vxF "$(tr ' ' '\n' <<<"$4")" || true)
  expected=$(tr ' ' '\n' <<<"$3" | sort)
  comm -23 <(printf '%s' "$failed${failed:+$'\n'}") <(echo "$expected")
  [ "$2" = some ] || comm -13 <(printf '%s' "$failed${failed:+$'\n'}") <(echo "$expected")
}
