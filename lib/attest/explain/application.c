/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/explain/tables.h"

/* The event log, and what it says of the application and the operating system. */

enum { FIRST = CHECK_LOG_RTMR0, END = CHECK_RA_TLS_KEY };
#define ENTRY(name) [CHECK_##name - FIRST]

const struct explanation explain_application[END - FIRST] = {
    ENTRY(LOG_RTMR0) =
        {
            "RTMR0 is a running hash of the virtual machine's configuration: memory, firmware "
            "variables, ACPI tables. Hashing the log's events again has to give the signed value.",
            "The log could show another machine than the one that was started.",
            "The log is of another boot, or was cut or altered: take quote and log from one "
            "answer of the machine.",
        },
    ENTRY(LOG_RTMR1) =
        {
            "RTMR1 is a running hash of the kernel as it was started. Hashing the log's events "
            "again has to give the signed value.",
            "The log could show another kernel than the one that was started.",
            "The log is of another boot, or was cut or altered: take quote and log from one "
            "answer of the machine.",
        },
    ENTRY(LOG_RTMR2) =
        {
            "RTMR2 is a running hash of the kernel's command line and its initial file system. "
            "Hashing the log's events again has to give the signed value.",
            "The log could show another system than the one that was started.",
            "The log is of another boot, or was cut or altered: take quote and log from one "
            "answer of the machine.",
        },
    ENTRY(LOG_RTMR3) =
        {
            "RTMR3 is a running hash of what the system wrote about itself: app, compose file, "
            "instance, key provider. Hashing the events again has to give the signed value.",
            "Anybody could write a log that names any application.",
            "The log is of another moment, or was cut or altered: take quote and log from one "
            "answer of the machine.",
        },
    ENTRY(LOG_DIGESTS) =
        {
            "The replay covers digests alone. Each one of a runtime event is computed again from "
            "the event's name and payload, so that the readable part is proved, too.",
            "Beside a right digest the log could show a forged payload, for instance the hash of "
            "another compose file.",
            "The event that is named was altered: get the log again from the machine.",
        },
    ENTRY(LOG_BOOT) =
        {
            "The events that name the app, its compose file and the instance are written by the "
            "system, once, before it says system-ready.",
            "An event that is there twice, or is missing, would let two readers see two different "
            "apps.",
            "The log is not as dstack writes it. Get it again; if it stays so, the image is not a "
            "genuine one.",
        },
    ENTRY(LOG_LATE) =
        {
            "Once the system is ready, the application may extend RTMR3, with events of any name. "
            "Those with the name of a boot event are the application's own words.",
            "An application could write a second compose-hash for a careless reader to find.",
            "Ask the application's author why it writes such events; what this program reports "
            "is taken from before system-ready.",
        },
    ENTRY(LOG_RUNTIME) =
        {
            "An attestation has its runtime events twice, in the event log and in a list of their "
            "own. Both have to say the same.",
            "Readers of one list and of the other could see two different apps.",
            "The attestation was altered: get it again from the machine.",
        },
    ENTRY(APP_COMPOSE_HASH) =
        {
            "The app-compose says all about the application: containers, scripts, switches. Its "
            "exact bytes have the hash that was measured.",
            "The document could show a harmless app-compose while another one runs.",
            "Use the exact bytes that were deployed: white space and order of keys count. Else "
            "another version runs than the one shown.",
        },
    ENTRY(APP_ID) =
        {
            "By default an app id is the beginning of the compose hash, and so names exactly this "
            "application; else it is the address of a contract that governs the app, or one that "
            "was chosen.",
            "An app could go by the id of another one.",
            "An id that does not follow from the compose hash says nothing about the code: expect "
            "compose_hash too, or ask the contract which hashes it allows.",
        },
    ENTRY(APP_MR_CONFIG) =
        {
            "MRCONFIGID was fixed by the host before the start and is signed with the quote. Where "
            "it names the app, it has to agree with the event log.",
            "A log that was forged in a way that the replay does not see would go unnoticed: this "
            "is a second way to the same value.",
            "The machine was started for another app than it reports. Do not trust it; deploy "
            "anew.",
        },
    ENTRY(APP_FILE) =
        {
            "The app-compose that you hold is, byte for byte, the one that the machine measured.",
            "You would review one application and talk to another.",
            "Compare the file with the one in the document (the differences are in the report): "
            "either an update was deployed, or the file was formatted anew.",
        },
    ENTRY(APP_COMPOSE) =
        {
            "The docker-compose file that you hold is the one inside the measured app-compose.",
            "You would review one set of containers and talk to another.",
            "The report has the differences line by line. Take the file of the version that is "
            "deployed, or deploy yours.",
        },
    ENTRY(APP_IMAGES) =
        {
            "An image named by its digest is one exact set of files; a tag is whatever the "
            "registry serves under it at the time.",
            "Who controls the registry or the tag could change what runs without a change of any "
            "measurement.",
            "Name each image as NAME@sha256:DIGEST in the compose file and deploy anew.",
        },
    ENTRY(APP_LOGS) =
        {
            "The app-compose can make the containers' logs, or information about the system, "
            "readable for everybody.",
            "What the application prints, and it may be secret, could be read by anybody.",
            "Set public_logs and public_sysinfo to false and deploy anew, or accept it knowingly.",
        },
    ENTRY(APP_PRIVILEGED) =
        {
            "A container with the rights of the machine can do what the system can: read the keys "
            "of others, change other containers.",
            "One broken or hostile container would be all of them.",
            "Take privileged, host mounts and the Docker socket out of the compose file, or accept "
            "it knowingly.",
        },
    ENTRY(OS_MRTD) =
        {
            "MRTD is the hash of the virtual firmware that the machine started with. It has to be "
            "that of the reference.",
            "Firmware of the operator's own could start anything and measure something else.",
            "The machine has another image or was started by another QEMU than the reference is "
            "for. Use the reference of the image that it names.",
        },
    ENTRY(OS_RTMR0) =
        {
            "RTMR0 has to be what the reference gives for this machine's memory and devices.",
            "The machine could be configured in a way that the system was never meant for.",
            "It depends on the shape of the machine: check memory, CPUs and GPUs in vm_config, and "
            "that the reference is of this image.",
        },
    ENTRY(OS_RTMR1) =
        {
            "RTMR1 has to be what the reference's kernel gives.",
            "A kernel of the operator's own could read all that the application does.",
            "The machine has another kernel than the reference: use the one of the image that it "
            "names. With less than 2.75 GiB of memory the value depends on the memory, too.",
        },
    ENTRY(OS_RTMR2) =
        {
            "RTMR2 has to be what the reference's command line and initial file system give; the "
            "hash of the root file system is in that command line.",
            "Another root file system, or a kernel told to run something else, could pass.",
            "The machine has another system than the reference: use the one of the image that it "
            "names.",
        },
    ENTRY(OS_MEASUREMENT) =
        {
            "The document of measurements has to be listed, with its hash, in the image's list of "
            "files, whose own hash is the hash of the image.",
            "Anybody could bring measurements that happen to fit the machine.",
            "The document is of another image, or was altered: take it from the image's archive.",
        },
    ENTRY(OS_IMAGE_HASH) =
        {
            "The hash of the image is told by the configuration, by the key service and by the "
            "log. All have to name one image.",
            "A machine could be shown under the name of an image that it does not run.",
            "The detail names the ones that differ. Only what the registers prove counts.",
        },
    ENTRY(OS_ACPI) =
        {
            "The firmware takes tables about devices from the host. Their digests have to be those "
            "that the reference gives.",
            "Tables can carry code that the kernel runs: a hostile host could get into the system.",
            "Where only the log has the digests, they are not compared, which the report says. "
            "Give a reference for this shape of machine to have them compared.",
        },
    ENTRY(OS_DEVELOPMENT) =
        {
            "Images for development let their operator log in and look around.",
            "Who runs the machine could read everything inside.",
            "Deploy on a production image.",
        },
    ENTRY(OS_IDENTITY) =
        {
            "An application is only as trustworthy as the system below it, so the system has to be "
            "compared with something that you trust.",
            "A system that was changed could show any application in its log.",
            "Give the measurements of the release, or its folder, with --os-image; or expect mrtd "
            "and rtmr0 to rtmr2.",
        },
};
