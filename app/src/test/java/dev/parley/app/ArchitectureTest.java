package dev.parley.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.parley.core.port.Stores;
import io.javalin.websocket.WsContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows between the modules and between the rooms of the core, and the habits of the house. */
class ArchitectureTest {

    private static final String ROOT = "dev.parley.";

    /** Which module may see which others. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            "core", Set.of(),
            "wire", Set.of("core"),
            "contract", Set.of("core"),
            "jdbi", Set.of("core"),
            "argon2", Set.of("core"),
            "javalin", Set.of("core", "wire"),
            "cli", Set.of("core", "wire", "jdbi", "argon2"),
            "app", Set.of("core", "wire", "jdbi", "argon2", "javalin", "cli"));

    /** Which room of the core may see which others; the first is the package {@code dev.parley.core} itself. */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "", Set.of("internal", "memory", "port", "event", "markup", "model"),
            "internal", Set.of("port", "event", "markup", "model"),
            "memory", Set.of("port", "event", "model"),
            "port", Set.of("event", "model"),
            "event", Set.of("model"),
            "markup", Set.of("model"),
            "model", Set.of());

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.parley");

    @Test
    void everyModuleWasSeen() {
        inEveryModule();

        assertThat(ALL).allSatisfy(seen -> assertThat(MODULES).containsKey(moduleOf(seen)));
    }

    @Test
    void modulesSeeOnlyTheModulesThePlanLetsThemSee() {
        assertThat(arrows(inEveryModule(), ArchitectureTest::moduleOf)).isSubsetOf(drawn(MODULES));
    }

    @Test
    void theRoomsOfTheCoreSeeOnlyWhatLiesBelowThem() {
        Set<JavaClass> core = in("core");

        assertThat(core).extracting(ArchitectureTest::roomOf).containsAll(ROOMS.keySet());
        assertThat(arrows(core, ArchitectureTest::roomOf)).isSubsetOf(drawn(ROOMS));
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("dev.parley.(**)").should().beFreeOfCycles());
    }

    @Test
    void theCoreNeedsNothingButTheJdk() {
        check(classes()
                .that()
                .resideInAPackage("dev.parley.core..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("dev.parley.core..", "java..", "javax.crypto..", "org.jspecify..")));
    }

    @Test
    void theWebServerIsSeenOnlyByItsAdapter() {
        onlyIn("javalin", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");
    }

    /** It blocks for as long as the client does not read; an outbox writes instead. */
    @Test
    void nothingIsSentByJavalinsSockets() {
        check(noClasses()
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "sends by a WsContext",
                        call -> call.getTargetOwner().isAssignableTo(WsContext.class)
                                && call.getName().startsWith("send"))));
    }

    @Test
    void theDatabaseIsSeenOnlyByItsAdapter() {
        onlyIn(
                "jdbi",
                "java.sql..",
                "javax.sql..",
                "org.jdbi..",
                "com.zaxxer..",
                "org.flywaydb..",
                "org.h2..",
                "org.postgresql..");
    }

    @Test
    void argon2IsSeenOnlyByItsAdapter() {
        onlyIn("argon2", "de.mkammerer..", "com.sun.jna..");
    }

    @Test
    void onlyWhatIsStartedByHandWritesToTheTerminal() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.parley.cli..")
                .and()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void onlyWhatIsStartedByHandEndsTheProcess() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.parley.cli..", "dev.parley.app..")
                .should()
                .callMethod(System.class, "exit", int.class));
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(inEveryModule())
                .allSatisfy(seen -> assertThat(seen.getPackage().isAnnotatedWith(NullMarked.class))
                        .as(seen.getPackageName())
                        .isTrue());
    }

    @Test
    void noFieldIsStaticAndChanges() {
        check(fields().that().areStatic().should().beFinal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "Helper", "Util", "Utils", "Impl", "DTO", "Dto", "Entity", "UseCase", "Service"})
    void noNameEndsInAWordThatSaysNothing(String suffix) {
        check(noClasses().should().haveSimpleNameEndingWith(suffix));
    }

    @Test
    void noPackageIsADrawerForEverything() {
        check(noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..helper.."));
    }

    /** But for the one that only names the others. */
    @Test
    void aPortHasAtMostEightMethods() {
        List<JavaClass> ports = in("core").stream()
                .filter(seen -> roomOf(seen).equals("port"))
                .filter(JavaClass::isInterface)
                .filter(seen -> !seen.isEquivalentTo(Stores.class))
                .toList();

        assertThat(ports).isNotEmpty();
        assertThat(ports)
                .allSatisfy(port -> assertThat(port.getMethods())
                        .filteredOn(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filteredOn(method -> !isInherited(method))
                        .as(port.getSimpleName())
                        .hasSizeLessThanOrEqualTo(8));
    }

    @Test
    void noAccessorBeginsWithGet() {
        Stream<JavaMethod> accessors = inEveryModule().stream()
                .flatMap(seen -> seen.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> method.getRawParameterTypes().isEmpty())
                .filter(method -> method.getName().matches("get[A-Z].*"))
                .filter(method -> !isInherited(method));

        assertThat(accessors).isEmpty();
    }

    private static void onlyIn(String module, String... packages) {
        DescribedPredicate<JavaClass> foreign = resideInAnyPackage(packages);

        assertThat(in(module))
                .as("%s uses %s", module, List.of(packages))
                .anySatisfy(seen -> assertThat(targets(seen)).anyMatch(foreign));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + module + "..")
                .should()
                .dependOnClassesThat(foreign));
    }

    /** Checks a rule after making sure that there is something to check in every module. */
    private static void check(ArchRule rule) {
        inEveryModule();
        rule.check(ALL);
    }

    private static Set<JavaClass> in(String module) {
        Set<JavaClass> found = ALL.stream()
                .filter(seen -> moduleOf(seen).equals(module))
                .filter(seen -> !seen.getSimpleName().equals("package-info"))
                .collect(toSet());
        assertThat(found).as("classes seen in %s", module).isNotEmpty();
        return found;
    }

    private static Set<JavaClass> inEveryModule() {
        return MODULES.keySet().stream().flatMap(module -> in(module).stream()).collect(toSet());
    }

    private static String moduleOf(JavaClass seen) {
        return seen.getPackageName().substring(ROOT.length()).split("\\.")[0];
    }

    private static String roomOf(JavaClass seen) {
        String[] parts = seen.getPackageName().substring(ROOT.length()).split("\\.");
        return parts.length == 1 ? "" : parts[1];
    }

    private static Stream<JavaClass> targets(JavaClass seen) {
        return seen.getDirectDependenciesFromSelf().stream().map(Dependency::getTargetClass);
    }

    private static Set<String> arrows(Set<JavaClass> among, Function<JavaClass, String> node) {
        return among.stream()
                .flatMap(from ->
                        targets(from).filter(among::contains).map(to -> arrow(node.apply(from), node.apply(to))))
                .filter(arrow -> !arrow.isEmpty())
                .collect(toSet());
    }

    private static Set<String> drawn(Map<String, Set<String>> plan) {
        return plan.entrySet().stream()
                .flatMap(row -> row.getValue().stream().map(to -> arrow(row.getKey(), to)))
                .collect(toSet());
    }

    private static String arrow(String from, String to) {
        return from.equals(to) ? "" : from + " → " + to;
    }

    private static boolean isInherited(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return Stream.concat(owner.getAllRawInterfaces().stream(), owner.getAllRawSuperclasses().stream())
                .flatMap(above -> above.getMethods().stream())
                .anyMatch(above -> above.getName().equals(method.getName()));
    }
}
