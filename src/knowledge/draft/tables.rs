//! The word lists by which names are told apart.

use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;

/// A list of words to look up in.
pub(super) type Table = Lazy<FxHashSet<&'static str>>;

/// A table of the words of a text.
macro_rules! table {
    ($words:literal) => {
        Lazy::new(|| $words.split_whitespace().collect())
    };
}

/// Titles before the names of people; no part of the name.
pub(super) static TITLES: Table = table!(
    "Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Prof Prof. Professor President Prime Minister Mayor Senator Sen. Sen \
    Governor Gov. Gov General Gen. Gen Colonel Col. Captain Capt. Capt Major Lieutenant Lt. Sergeant Sgt. Sgt \
    Judge Justice Councillor Cllr Councilman Councilwoman Chancellor Secretary Sir Dame Lord Lady Rev. Rev \
    Reverend Father Sister Bishop Archbishop Pope King Queen Prince Princess Inspector Superintendent Detective \
    Constable Officer Chief Coach Rep. Rep Congressman Congresswoman Ambassador Chairman Chairwoman Commissioner \
    Sheriff Vice Deputy Director Doctor Attorney Admiral Commander Corporal Premier Spokesman Spokeswoman Pastor \
    Rabbi Imam Nurse Det. Insp. Alderman Baroness Baron Treasurer Headteacher"
);

/// Words that are capitals because a sentence begins with them, and capitals that name no one.
pub(super) static COMMON: Table = table!(
    "A About According Across After Again Against All Almost Along Already Also Although Among An And Another Any \
    April Are Around As Asked At August Back Because Before Behind Both But By Can December Despite Did Do Does \
    Down During Each Early Earlier Either Even Every Everyone February Few Fewer First Five For Four Friday From \
    Further Half Had Has He Her Here His How However I If I’m I'm In Inside Instead Into Is It Its It’s It's \
    January July June Just Last Late Later Less Like Local Many March May Meanwhile Monday More Most Much My Near \
    Nearly Neither Never New Next No Nobody None Nor Not Nothing November Now October Of Officials On Once One \
    Only Or Other Others Our Out Outside Over People Perhaps Police Residents Saturday Several September She \
    Shares Since Six So Some Somebody Someone Still Such Sunday Ten Than That That’s That's The Their Then There \
    These They Third This Those Though Three Through Thursday To Today Together Tomorrow Too Tuesday Two Under \
    Until Up Upon Was We Wednesday Were We’re We've We’ve What When Where Whether Which While Who Why Will With \
    Within Without Witnesses Yes Yesterday Yet You Your Engineers Researchers Scientists Doctors Experts Workers \
    Critics Supporters Seven Eight Nine Second Speaking Talks Work"
);

/// Words that make a name that of an organisation.
pub(super) static GROUPS: Table = table!(
    "Union Council Association Ltd Ltd. Inc Inc. Corp Corp. Company Co Co. Ministry University Party Bank Group \
    Court Committee Agency Department Club United FC Authority Institute Corporation Society Army Hospital School \
    College Commission Office Bureau Board Foundation Trust Airlines Airways Parliament Senate Congress \
    Government Federation League Police Service Services Museum Observatory Laboratory Centre Center Ferries \
    Railways Systems Industries Holdings Partners Energy Orchestra Team Rovers City Athletic Rangers Wanderers \
    Navy Guard Organisation Organization Alliance Chamber Network Labs plc PLC Survey Forces Force Fund Cross \
    Nations Programme Coaches Rail Railway Transit Transport Radio Herald Gazette Times Courier Post News \
    Telegraph Partnership Consortium Campaign Friends Maps Motors Stores Foods Brewery Farms Festival Fair Choir \
    Theatre Archive Library Church Academy Ministers Registry Assembly Open Championship Cup"
);

/// Words that make a name that of a place.
pub(super) static PLACES: Table = table!(
    "US UK USA U.S. U.K. Street Road River Lake Bridge Island Islands Park County Bay Valley Hall Square Mount Mountain Mountains \
    Harbour Harbor Avenue Lane Coast Sea Ocean Hill Hills Beach Stadium Station Airport Forest Province District \
    Cape Port Quay Canal Desert Peninsula Reservoir States Kingdom Republic Isle Capitol Heights Gardens Terrace \
    Plain Moor Village Way Dock Docks"
);

/// Words that join the parts of a person's name.
pub(super) static PARTICLES: Table = table!("de da del della der van von al bin ibn la le du dos ten ter");

/// Capitals that a sentence begins with or a name: a part of a name only inside a sentence.
pub(super) static PROPER: Table = table!("Local Further Second First Third Police Work");

/// What stands before the month, and not before someone of its name.
pub(super) static BEFORE_MONTHS: Table =
    table!("in on of since until till by from to last next this early late mid and for before after during through");

/// What someone is secretary or minister of.
pub(super) static OFFICES: Table = table!(
    "State Staff Defence Defense Health Finance Justice Education Commerce Labor Labour Agriculture Transport Energy \
    Police Operations Interior Trade Culture Science Research Homeland"
);

/// Letters after a name.
pub(super) static HONOURS: Table = table!("KC QC MP MEP MSP OBE CBE MBE PhD MD Jr Jr. Sr Sr. II III IV");

/// First words of a name of two or more that make it that of a place.
pub(super) static OF_PLACES: Table = table!(
    "New Great Upper Lower North South East West Northern Southern Eastern Western Central Little Old St St. Saint \
    San Santa Los Las El Fort Porto Monte"
);

/// Titles that streets and islands bear.
pub(super) static ROYAL: Table = table!("King Queen Prince Princess Lord Lady Bishop Captain");

/// Who owns what is named after them: "Queen’s Hall", "Children’s Fund".
pub(super) static OWNERS: Table = table!("Children People King Queen Prince Princess Bishop Lord Lady Mayor Sheriff");

/// Nouns of bodies: "the company, Fenway Coaches".
pub(super) static BODIES: Table = table!(
    "company firm charity union party group club team newspaper paper agency bank network operator retailer \
    airline supplier brewery manufacturer association council newsletter magazine website broadcaster rival \
    publisher developer contractor startup start-up bureau ministry department committee owner band orchestra \
    hospital school"
);

/// Nouns of places: "the capital, Harl".
pub(super) static SITES: Table = table!(
    "hometown neighbourhood neighborhood resort settlement town city village island river port suburb region county province district state country capital valley north \
    south east west hamlet lake street peak"
);

/// Who speaks or acts for a body: "its spokesman", "Eastmoor manager".
pub(super) static STAFF: Table = table!(
    "spokesman spokeswoman spokesperson director manager chairman chairwoman chair head president secretary \
    founder co-founder owner executive leader coach captain boss treasurer editor economist analyst shares board \
    headquarters staff customers employees members profit profits revenue sales lawyers officials"
);

/// Roles that no ending shows.
pub(super) static ROLES: Table = table!(
    "chief executive coach chair mayor chef vicar priest judge nurse head captain secretary president attorney \
    pilot cook guide champion deputy candidate resident student delegate clerk host widow husband wife brother \
    sister mother father son daughter friend colleague neighbour neighbor uncle aunt partner teenager poet critic \
    mechanic architect spokesperson general boss midwife witness victim patient constable apprentice graduate \
    veteran pensioner governor chancellor premier senator analyst vice-president chemist expert representative \
    lieutenant sergeant councillor curator"
);

/// Words that go with a role.
pub(super) static MODIFIERS: Table = table!(
    "chief former senior deputy assistant managing executive general vice acting local team police district city \
    club union party opposition shadow foreign finance health transport education interior defence defense prime \
    junior head lead financial operating fire retired medical security project site council"
);

/// What ends like a role and is none.
pub(super) static NO_ROLES: Table = table!(
    "after under over for or than other another whether however never ever either neither later earlier rather \
    together nor per number river summer winter paper water weather further whatever wherever bigger smaller \
    nearer older younger corner consider remember offer cover order enter deliver better harbor floor door \
    against list most just last first least insist exist assist human woman’s before answer matter letter chapter \
    quarter center theater centre"
);
